import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint, readCheckpoint } from '#core/runs/format/checkpoint-file';
import { cutToCheckpoint, reopenRun } from '#core/runs/resume/reopen-run';
import { RunStore } from '#core/runs/store/run-store';
import { cutOffRun } from '../../../fixtures/cut-off-run';
import { encodedCheckpoint, sampleCheckpoint } from '../../../fixtures/sample-checkpoint';
import { wholeRun } from '../../../fixtures/sample-run';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

const checkpoints = async (folder: string) =>
  (await readdir(folder)).filter((name) => name.startsWith('checkpoint-')).sort();

async function cutOff() {
  const runsFolder = join(await temporaryFolder(), 'runs');
  return { runsFolder, folder: await cutOffRun(runsFolder), store: new RunStore(runsFolder) };
}

describe('a checkpoint', () => {
  it('is read back as it was', () => {
    const encoded = encodedCheckpoint();
    const { loop, engine, ...rest } = decodeCheckpoint(encoded, 'it');
    const sample = sampleCheckpoint();
    expect(rest).toMatchObject({ seconds: sample.seconds, timings: sample.timings, plan: sample.plan });
    expect({ ...loop, best: null }).toEqual({ ...sample.loop, best: null });
    expect(loop.best![1]!.values).toEqual(sample.loop.best![1]!.values);
    expect(engine.slots[3]).toEqual(sample.engine.slots[3]);
    const again = encodeCheckpoint({ ...rest, loop, engine });
    expect(Buffer.compare(again, encoded)).toBe(0);
    const bare = encodeCheckpoint({ ...sample, loop: { ...loop, earlyStopping: null, best: null } });
    expect(decodeCheckpoint(bare, 'it').loop).toMatchObject({ earlyStopping: null, best: null });
  });

  it('is refused with any byte changed, cut anywhere, and when it is of a newer format', async () => {
    const whole = encodedCheckpoint();
    for (const at of [0, 3, 30, 90, 400, whole.length >> 1, whole.length - 1]) {
      const changed = Uint8Array.from(whole);
      changed[at]! ^= 0x10;
      expect(() => decodeCheckpoint(changed, 'it'), `byte ${at}`).toThrow(
        expect.objectContaining({ kind: 'corrupt' }) as Error,
      );
      expect(() => decodeCheckpoint(whole.subarray(0, at), 'it')).toThrow(/damaged/);
    }
    const newer = Buffer.from('{"format":99}\nsomething else');
    expect(() => decodeCheckpoint(newer, 'it')).toThrow(
      expect.objectContaining({ kind: 'unsupported' }) as Error,
    );
    await expect(readCheckpoint('/nowhere/it')).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('a run that was cut off', () => {
  it('keeps its last two checkpoints, and says where it stands', async () => {
    const { folder, store } = await cutOff();
    expect(await checkpoints(folder)).toEqual(['checkpoint-600.bin', 'checkpoint-844.bin']);
    await store.markInterrupted();
    const resumable = { step: 844, epoch: 0.5, epochs: 5 };
    expect((await store.list()).runs).toMatchObject([{ status: 'interrupted', resumable }]);
    expect(await store.goingOn('a-run', 7)).toMatchObject({
      resumesFrom: resumable,
      plan: { epochs: 7 },
      choice: { engine: 'graph', device: 'cpu' },
      goesBack: false,
    });
  });

  it('goes on with its curves cut back to where it stands, and nothing left of what was under way', async () => {
    const { runsFolder, folder, store } = await cutOff();
    await writeFile(join(folder, 'checkpoint-1000.bin.77-1.tmp'), 'half');
    const reopened = await reopenRun(runsFolder, 'a-run', null);
    expect(await store.get('a-run')).toMatchObject({ summary: { status: 'running', resumable: null } });
    await expect(reopenRun(runsFolder, 'a-run', null)).rejects.toMatchObject({ kind: 'busy' });
    const points = await cutToCheckpoint(reopened);
    expect(points.map(({ position }) => position)).toEqual([300 / 1688, 600 / 1688, 0.5]);
    await reopened.writer.appendPoints([{ kind: 'train', position: 0.6, loss: 1, accuracy: 0.5 }]);
    expect((await store.get('a-run')).curves).toHaveLength(4);
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('without a checkpoint that can be read says so, and stays as it is', async () => {
    const { runsFolder, folder } = await cutOff();
    for (const name of await checkpoints(folder)) await writeFile(join(folder, name), 'no');
    await expect(reopenRun(runsFolder, 'a-run', null)).rejects.toMatchObject({ kind: 'corrupt' });
    expect(await checkpoints(folder)).toHaveLength(2);
  });
});

it('a finished run without a checkpoint, as older ones are, can not go on', async () => {
  const runsFolder = join(await temporaryFolder(), 'runs');
  await wholeRun(runsFolder);
  const store = new RunStore(runsFolder);
  await expect(store.goingOn('a-run', 9)).rejects.toMatchObject({ kind: 'not-ready' });
  await expect(store.goBack('a-run')).rejects.toMatchObject({ kind: 'not-ready' });
});
