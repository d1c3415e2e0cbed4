import type { StepSums } from '../domain/engine';
import type { Metrics } from '../domain/training-progress';

export function means({ examples, lossSum, correct }: StepSums): Metrics {
  return { loss: lossSum / examples, accuracy: correct / examples };
}

/** The sum of parts; zeros for none. */
export function sumOf(parts: Iterable<StepSums>): StepSums {
  let sum: StepSums = { examples: 0, lossSum: 0, correct: 0 };
  for (const part of parts) sum = addSums(sum, part);
  return sum;
}

export function addSums(a: StepSums | null, b: StepSums): StepSums {
  if (a === null) return b;
  return {
    examples: a.examples + b.examples,
    lossSum: a.lossSum + b.lossSum,
    correct: a.correct + b.correct,
  };
}
