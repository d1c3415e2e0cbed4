import { afterAll, beforeAll, expect, test } from 'vitest';
import { shuffledOrder } from '#core/random/random';
import type { TrainingSession } from '#core/domain/engine';
import { sumOf } from '#core/training/step-sums';
import { realDataset } from '../../fixtures/real-dataset';
import { countCorrect, openOnRealData, trainEpoch } from './graph-support';
import { findPreset } from '../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
let session: TrainingSession;
let indices: Int32Array;

beforeAll(async () => {
  ({ session, trainIndices: indices } = await openOnRealData(plan));
});
afterAll(() => session?.dispose());

test('the classic model reaches 86 % on the test set in 5 epochs', async () => {
  const { test: testSet } = await realDataset();
  const losses: number[] = [];
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    const sums = trainEpoch(session, plan, shuffledOrder(indices, plan.seed, epoch));
    losses.push(sums.lossSum / sums.examples);
  }
  expect(losses.every((loss, epoch) => epoch === 0 || loss < losses[epoch - 1]!)).toBe(true);

  const validation = sumOf(session.validate());
  expect(validation.examples).toBe(6000);
  expect(validation.correct / validation.examples).toBeGreaterThan(0.86);

  const probabilities = session.predict(testSet.pictures.inMemory!);
  const accuracy = countCorrect(probabilities, testSet.labels) / testSet.labels.length;
  expect(accuracy).toBeGreaterThan(0.86);
  expect(accuracy).toBeLessThan(0.91);
}, 120_000);
