import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataSetsFolder, runsFolder } from '#core/folders';
import { presetsFor } from '#core/model/presets';
import { RunStore } from '#core/runs/store/run-store';
import { resumeRun } from '#core/training/resume-run';
import { trainRun } from '#core/training/train-run';
import { TrainingControl } from '#core/training/training-control';
import { makeOwnSet } from '../../fixtures/own-set';
import { temporaryFolder } from '../../fixtures/temporary-folder';

test('a run goes on to its end when its set is removed meanwhile, and can not be resumed then', async () => {
  const home = await temporaryFolder();
  const dataSet = await makeOwnSet(home, { pictures: 40 });
  const common = { runId: 'a-run', home, runsFolder: runsFolder(home) };
  const { id, version } = dataSet;
  let removed: Promise<void> | undefined;
  const { outcome, evaluation } = await trainRun({
    ...common,
    name: 'A run',
    plan: { ...presetsFor(dataSet)[0]!.plan, epochs: 3 },
    data: { id, version },
    choice: { engine: 'layers', device: 'cpu' },
    control: new TrainingControl(),
    observers: [{ epoch: () => void (removed ??= rm(join(dataSetsFolder(home), id), { recursive: true })) }],
  });
  await removed;
  expect(outcome).toBe('completed');
  expect(evaluation).toMatchObject({ examples: 24 });
  const resumed = resumeRun({ ...common, epochs: 5, control: new TrainingControl() });
  await expect(resumed).rejects.toMatchObject({
    kind: 'not-found',
    message: expect.stringContaining('Signs') as string,
  });
  // It is as it was, and still answers.
  const store = new RunStore(runsFolder(home));
  expect(await store.summary('a-run')).toMatchObject({ status: 'completed', dataSet: { id, version } });
  expect((await store.model('a-run')).dataSet).toEqual(dataSet);
});
