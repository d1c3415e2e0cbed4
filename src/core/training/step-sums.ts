import type { StepSums } from './engine';
import type { Metrics } from './training-progress';

export function means({ examples, lossSum, correct }: StepSums): Metrics {
  return { loss: lossSum / examples, accuracy: correct / examples };
}

export function addSums(a: StepSums | null, b: StepSums): StepSums {
  if (a === null) return b;
  return {
    examples: a.examples + b.examples,
    lossSum: a.lossSum + b.lossSum,
    correct: a.correct + b.correct,
  };
}
