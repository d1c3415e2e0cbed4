import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { evaluatePredictions } from '#core/evaluation/evaluate-predictions';
import { reopenRun } from '#core/runs/resume/reopen-run';
import { RunStore } from '#core/runs/store/run-store';
import { failWrites } from '../../../fixtures/failing-disk';
import { encodedCheckpoint } from '../../../fixtures/sample-checkpoint';
import { sampleProbabilities, sampleTensors, sampleTest, wholeRun } from '../../../fixtures/sample-run';
import { temporaryFolder } from '../../../fixtures/temporary-folder';
import { classNames } from '../../../fixtures/fashion-mnist';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A finished run that goes on with more epochs. */
async function extended() {
  const runsFolder = join(await temporaryFolder(), 'runs');
  await (await wholeRun(runsFolder)).saveCheckpoint(844, encodedCheckpoint());
  const { writer } = await reopenRun(runsFolder, 'a-run', 9);
  return { writer, store: new RunStore(runsFolder) };
}

it.each([1, 2, 3])(
  'goes back to the model and evaluation it had when write %i of newer weights finds the disk full',
  async (which) => {
    const { writer, store } = await extended();
    const model = await store.model('a-run');
    const { evaluation } = await store.get('a-run');
    await failWrites(writer.folder, (_, call) => call === which);
    await expect(writer.saveWeights(sampleTensors(9))).rejects.toMatchObject({ kind: 'disk' });
    vi.restoreAllMocks();
    await writer.finish('failed', { seconds: 20 });
    expect(await store.get('a-run')).toMatchObject({ evaluation, summary: { testAccuracy: 0.55 } });
    expect(await store.goingOn('a-run', 9)).toMatchObject({ goesBack: true });
    await (await reopenRun(join(writer.folder, '..'), 'a-run', null)).writer.goBack();
    expect(await store.get('a-run')).toMatchObject({ evaluation, summary: { status: 'completed' } });
    expect((await store.model('a-run')).weights).toEqual(model.weights);
  },
);

it('has no evaluation beside newer weights, and nothing to go back to', async () => {
  const { writer, store } = await extended();
  const writes = await failWrites(writer.folder, () => false);
  await writer.saveWeights(sampleTensors(9));
  expect(writes).toHaveBeenCalledTimes(3);
  vi.restoreAllMocks();
  expect(await store.get('a-run')).toMatchObject({ evaluation: null, summary: { testAccuracy: null } });
  expect(writer.hadEnded).toBe(false);
  const probabilities = sampleProbabilities();
  await writer.saveEvaluation(
    evaluatePredictions(probabilities, sampleTest.labels, classNames.length),
    probabilities,
  );
  await writer.finish('completed', { seconds: 20 });
  expect(await store.get('a-run')).toMatchObject({ summary: { status: 'completed', testAccuracy: 0.55 } });
});
