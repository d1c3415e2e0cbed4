import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPeer } from '../../bench/run-peer.mjs';
import { temporaryFolder } from '../fixtures/temporary-folder';

async function peer(lines: string): Promise<string[]> {
  const file = join(await temporaryFolder(), 'peer.mjs');
  await writeFile(file, `const tell = (value) => console.log(JSON.stringify(value));\n${lines}\n`);
  return [file];
}

describe('runPeer', () => {
  it('gathers what a peer tells between the noise of libraries', async () => {
    const args = await peer(`
      tell({ event: 'ready', library: 'Some 1.0', detail: '1 thread' });
      console.log('I0000 noise of a library');
      tell({ event: 'compile', seconds: 2 });
      tell({ event: 'epoch', seconds: 3, accuracy: 0.8 });
      tell({ event: 'epoch', seconds: 2.5, accuracy: 0.9 });
      tell({ event: 'done', peakMemory: 1000 });`);
    const seen: number[] = [];
    const run = await runPeer(process.execPath, args, ({ epochs }) => seen.push(epochs));
    expect(run).toEqual({
      library: 'Some 1.0',
      detail: '1 thread',
      compileSeconds: 2,
      epochSeconds: [3, 2.5],
      accuracy: 0.9,
      peakMemory: 1000,
      multiplyAddsPerSecond: [],
    });
    expect(seen).toEqual([1, 2]);
  });

  it('refuses a peer that failed, and one that left early', async () => {
    const failing = await peer(`throw new Error('no such library');`);
    await expect(runPeer(process.execPath, failing)).rejects.toThrow('no such library');
    const leaving = await peer(`tell({ event: 'epoch', seconds: 1, accuracy: 1 });`);
    await expect(runPeer(process.execPath, leaving)).rejects.toThrow('before it was done');
  });
});
