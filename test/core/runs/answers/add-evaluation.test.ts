import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fingerprintTest } from '#core/data/data-fingerprint';
import { evaluatePredictions } from '#core/evaluation/evaluate-predictions';
import { RunStore } from '#core/runs/store/run-store';
import { sampleProbabilities, sampleTensors, sampleTest, startRun } from '../../../fixtures/sample-run';
import { temporaryFolder } from '../../../fixtures/temporary-folder';
import { classNames, fashionMnist } from '../../../fixtures/fashion-mnist';

/** A run with weights that is still trained, and what came of judging them. */
async function setUp() {
  const folder = join(await temporaryFolder(), 'runs');
  const store = new RunStore(folder, { readTest: () => Promise.resolve(sampleTest) });
  const writer = await startRun(folder);
  await writer.saveWeights(sampleTensors());
  const { weightsSha256 } = await store.model('a-run');
  const probabilities = sampleProbabilities();
  const evaluation = evaluatePredictions(probabilities, sampleTest.labels, classNames.length);
  const judgement = { evaluation, probabilities, test: fingerprintTest(fashionMnist), weightsSha256 };
  return { store, writer, evaluation, add: () => store.addEvaluation('a-run', judgement) };
}

it('stores an evaluation made later, once, and none while the run is trained', async () => {
  const { store, writer, evaluation, add } = await setUp();
  expect(await add()).toBe(false);
  await writer.finish('stopped', { seconds: 3 });
  expect(await add()).toBe(true);
  expect(await store.get('a-run')).toMatchObject({ summary: { testAccuracy: 0.55 }, evaluation });
  const cell = { id: 'a-run', trueClass: 0, predictedClass: 0, offset: 0, limit: 9 };
  expect(await store.cell(cell)).toMatchObject({ total: 2 });
  expect(await add()).toBe(false);
  await writeFile(join(writer.folder, 'predictions.bin'), 'damaged');
  expect(await add()).toBe(true);
  expect(await store.cell(cell)).toMatchObject({ total: 2 });
});

it('stores none of weights that others have taken the place of', async () => {
  const { store, writer, add } = await setUp();
  await writer.saveWeights(sampleTensors(9));
  await writer.finish('stopped', { seconds: 3 });
  expect(await add()).toBe(false);
  expect(await store.get('a-run')).toMatchObject({ evaluation: null, summary: { testAccuracy: null } });
});
