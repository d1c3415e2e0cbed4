import { afterAll, beforeAll, expect, test } from 'vitest';
import { shuffledOrder } from '#core/model/random';
import { findPreset } from '#core/model/presets';
import { splitTraining } from '#core/dataset/split';
import { createGraphEngine } from '#core/tensorflow/graph-engine';
import { loadTensorflow } from '#core/tensorflow/load-tensorflow';
import { threadSettings } from '#core/tensorflow/thread-settings';
import type { TrainingSession } from '#core/training/engine';
import { sumOf } from '#core/training/step-sums';
import { realDataset } from '../../fixtures/real-dataset';
import { countCorrect, trainEpoch } from './graph-support';

const { plan } = findPreset('classic')!;
let session: TrainingSession;

beforeAll(async () => {
  Object.assign(process.env, threadSettings({ engine: 'graph', device: 'cpu' }));
  const data = await realDataset();
  const { train, validation } = splitTraining(data.train.labels, plan.validationFraction);
  const engine = createGraphEngine(await loadTensorflow());
  session = await engine.open(plan, { ...data, trainIndices: train, validationIndices: validation });
});
afterAll(() => session?.dispose());

test('the classic model reaches 86 % on the test set in 5 epochs', async () => {
  const { train, test: testSet } = await realDataset();
  const { train: indices } = splitTraining(train.labels, plan.validationFraction);
  const losses: number[] = [];
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    const sums = trainEpoch(session, plan, shuffledOrder(indices, plan.seed, epoch));
    losses.push(sums.lossSum / sums.examples);
  }
  expect(losses.every((loss, epoch) => epoch === 0 || loss < losses[epoch - 1]!)).toBe(true);

  const validation = sumOf(session.validate());
  expect(validation.examples).toBe(6000);
  expect(validation.correct / validation.examples).toBeGreaterThan(0.86);

  const probabilities = session.predict(testSet.pixels);
  const accuracy = countCorrect(probabilities, testSet.labels) / testSet.labels.length;
  expect(accuracy).toBeGreaterThan(0.86);
  expect(accuracy).toBeLessThan(0.91);
}, 120_000);
