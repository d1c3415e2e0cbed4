import { describe, expect, it } from 'vitest';
import { watchPeakMemory } from '../../bench/peak-memory.mjs';
import { runCommand } from '../../build/setup/run-command.mjs';

describe.runIf(process.platform === 'linux')('watchPeakMemory', () => {
  it('sees what a program of a program held, after it has let go of it', async () => {
    const inner = 'let held = Buffer.alloc(300e6, 1); held = null; setTimeout(() => {}, 400)';
    const outer = `require('child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(inner)}])`;
    const memory = watchPeakMemory();
    try {
      await runCommand(process.execPath, ['-e', outer], { onStart: memory.watch });
      expect(memory.peak()).toBeGreaterThan(300e6);
      expect(memory.peak()).toBeLessThan(600e6);
    } finally {
      memory.stop();
    }
  });
});
