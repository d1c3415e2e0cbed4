import type { Labels } from '../domain/data-set';
import { balancedAccuracy } from './balanced-accuracy';
import type { ClassFigures, Evaluation } from './evaluation';
import { mostLikely } from './most-likely';
import { wilsonInterval } from './wilson-interval';

/** Keras's clamp: a certain but wrong answer costs 16.1 nats, not infinity. */
const leastProbability = 1e-7;

/** Judges softmax `probabilities` [n × classes] against `labels` [n]. The predicted class is the lowest of the likeliest. */
export function evaluatePredictions(
  probabilities: Float32Array,
  labels: Labels,
  classes: number,
): Evaluation {
  const examples = labels.length;
  if (probabilities.length !== examples * classes)
    throw new RangeError(`${probabilities.length} probabilities for ${examples} labels`);
  const confusion = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  let correct = 0;
  let lossSum = 0;
  for (const [example, label] of labels.entries()) {
    const row = probabilities.subarray(example * classes, (example + 1) * classes);
    const predicted = mostLikely(row);
    const counts = confusion[label];
    if (!counts) throw new RangeError(`label ${label} of example ${example} is no class`);
    counts[predicted] = (counts[predicted] ?? 0) + 1;
    if (predicted === label) correct += 1;
    lossSum -= Math.log(clamp(row[label] ?? 0));
  }
  const perClass = confusion.map((_, index) => classFigures(confusion, index));
  return {
    examples,
    correct,
    accuracy: ratio(correct, examples),
    balancedAccuracy: balancedAccuracy({ perClass }),
    interval: wilsonInterval(correct, examples),
    loss: ratio(lossSum, examples),
    confusion,
    perClass,
  };
}

/** NaN counts as no probability at all. */
function clamp(probability: number): number {
  return probability > leastProbability ? Math.min(probability, 1 - leastProbability) : leastProbability;
}

function classFigures(confusion: number[][], index: number): ClassFigures {
  const hits = confusion[index]?.[index] ?? 0;
  const support = sum(confusion[index] ?? []);
  const predicted = sum(confusion.map((row) => row[index] ?? 0));
  const precision = ratio(hits, predicted);
  const recall = ratio(hits, support);
  return { precision, recall, f1: ratio(2 * precision * recall, precision + recall), support };
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** 0 where the ratio is not defined. */
const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
