import { expect, test } from 'vitest';
import { doneFraction } from '#shared/done-fraction';
import type { TrainingProgress } from '#core/domain/training-progress';

const progress: TrainingProgress = {
  epoch: 3,
  epochs: 5,
  step: 844,
  stepsPerEpoch: 1688,
  examplesPerSecond: 1,
  secondsLeft: null,
  train: null,
  validation: null,
};

test('how much is done counts whole epochs and the steps of this one', () => {
  expect(doneFraction(progress)).toBe(0.5);
  expect(doneFraction({ ...progress, epoch: 5, step: 1688 })).toBe(1);
});
