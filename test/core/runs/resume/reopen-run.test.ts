import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readRecord } from '#core/runs/format/run-record';
import { cutToCheckpoint, reopenRun } from '#core/runs/resume/reopen-run';
import { RunStore } from '#core/runs/store/run-store';
import { withRunLock } from '#core/runs/write/run-lock';
import { cutOffRun } from '../../../fixtures/cut-off-run';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

async function setUp() {
  const runsFolder = join(await temporaryFolder(), 'runs');
  return { runsFolder, folder: await cutOffRun(runsFolder) };
}

it('is done once when it is asked for several times at once', async () => {
  const { runsFolder } = await setUp();
  const tries = await Promise.allSettled(
    Array.from({ length: 4 }, () => reopenRun(runsFolder, 'a-run', null)),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const tried of tries)
    if (tried.status === 'rejected') expect(tried.reason).toMatchObject({ kind: 'busy' });
  expect(await readdir(runsFolder)).toEqual(['a-run']);
});

it('is not undone by a process that saw the run cut off just before', async () => {
  const { runsFolder, folder } = await setUp();
  const { marking } = await withRunLock(folder, async () => {
    const marking = new RunStore(runsFolder).markInterrupted();
    await wait(100);
    expect((await readRecord(folder)).status).toBe('running');
    return { marking };
  });
  await Promise.all([marking, reopenRun(runsFolder, 'a-run', null)]);
  expect((await readRecord(folder)).status).toBe('running');
});

it('leaves no run or lock where there is none to go on with', async () => {
  const runsFolder = join(await temporaryFolder(), 'runs');
  await expect(reopenRun(runsFolder, 'a-run', null)).rejects.toMatchObject({ kind: 'not-found' });
  const folder = await cutOffRun(runsFolder);
  await writeFile(join(folder, 'run.json'), '{"format":99}');
  await expect(reopenRun(runsFolder, 'a-run', null)).rejects.toMatchObject({ kind: 'unsupported' });
  expect(await readdir(runsFolder)).toEqual(['a-run']);
});

it('clears away writes that were cut off, but not a label that is just written', async () => {
  const { runsFolder, folder } = await setUp();
  for (const name of ['weights.bin', 'label.json']) await writeFile(join(folder, `${name}.77-1.tmp`), 'half');
  await cutToCheckpoint(await reopenRun(runsFolder, 'a-run', null));
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual(['label.json.77-1.tmp']);
});
