import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { WardrobeError } from '#core/domain/errors';
import { readCheckpoint } from '#core/runs/format/checkpoint-file';
import { checkpointName } from '#core/runs/format/checkpoint-names';
import { RunStore } from '#core/runs/store/run-store';
import { bundleChild } from '../../../fixtures/bundle-child';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

/** `WARDROBE_KILLS=1000` looks longer. */
const kills = Number(process.env.WARDROBE_KILLS ?? 50);

it(
  'leaves only runs that can be read when the writer is killed at any moment',
  async () => {
    const folder = join(await temporaryFolder(), 'runs');
    const script = await bundleChild('endless-runs-child.ts');
    const store = new RunStore(folder);
    for (let round = 0; round < kills; round++) {
      const child = spawn(process.execPath, [script, folder, `r${round}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const begun = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => null)]);
      expect(begun, 'the writer ended by itself').not.toBeNull();
      await pause((round * 37.7) % 60);
      child.kill('SIGKILL');
      await once(child, 'close');
      await store.markInterrupted();
    }
    const { runs, unreadable } = await store.list();
    expect(unreadable).toEqual([]);
    expect(runs.length).toBeGreaterThanOrEqual(kills);
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
    for (const { id, status, resumable } of runs) {
      if (resumable) await readCheckpoint(join(folder, id, checkpointName(resumable.step)));
      expect(status).toMatch(/completed|interrupted/);
      const model = await store.model(id).catch((error: unknown) => (error as WardrobeError).kind);
      if (typeof model === 'string') expect([model, status]).toEqual(['not-ready', 'interrupted']);
    }
  },
  Math.max(120_000, kills * 5_000),
);
