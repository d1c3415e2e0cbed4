import type { Labels } from '../domain/data-set';
import { mcnemar, type McNemar } from './mcnemar';
import { mostLikely } from './most-likely';
import { pairedDifference } from './paired-difference';

/** Two models on the same pictures. */
export interface Comparison {
  examples: number;
  /** How many each of the two gets right, and how many both. */
  correct: [first: number, second: number];
  bothCorrect: number;
  mcnemar: McNemar;
  /** Accuracy of the second less that of the first, with its 95 % interval. */
  difference: { value: number; interval: [number, number] };
  /** By true class: what the second gets right and the first wrong, and the reverse. */
  fixedPerClass: number[];
  brokenPerClass: number[];
}

/** `fixed`: the first model is wrong and the second right. `broken`: the reverse. */
export type Change = 'fixed' | 'broken';

/** Lays two models' softmax probabilities [n × classes] beside one another, judged by `labels` [n]. */
export function compareAnswers(
  labels: Labels,
  first: Float32Array,
  second: Float32Array,
  classes: number,
): Comparison {
  const fixedPerClass = Array<number>(classes).fill(0);
  const brokenPerClass = Array<number>(classes).fill(0);
  let [firstCorrect, secondCorrect, bothCorrect] = [0, 0, 0];
  for (const [index, label] of labels.entries()) {
    const before = answerTo(first, index, classes) === label;
    const after = answerTo(second, index, classes) === label;
    if (before) firstCorrect += 1;
    if (after) secondCorrect += 1;
    if (before && after) bothCorrect += 1;
    else if (after) fixedPerClass[label]! += 1;
    else if (before) brokenPerClass[label]! += 1;
  }
  const fixed = secondCorrect - bothCorrect;
  const broken = firstCorrect - bothCorrect;
  return {
    examples: labels.length,
    correct: [firstCorrect, secondCorrect],
    bothCorrect,
    mcnemar: mcnemar(fixed, broken),
    difference: pairedDifference(fixed, broken, labels.length),
    fixedPerClass,
    brokenPerClass,
  };
}

/** Positions of the pictures with that change, where the one that is right is surest first. */
export function changedPictures(
  labels: Labels,
  first: Float32Array,
  second: Float32Array,
  { change, classes }: { change: Change; classes: number },
): number[] {
  const [wrong, right] = change === 'fixed' ? [first, second] : [second, first];
  const sureness = (index: number): number => right[index * classes + labels[index]!] ?? 0;
  return Array.from(labels.keys())
    .filter(
      (index) =>
        answerTo(right, index, classes) === labels[index] &&
        answerTo(wrong, index, classes) !== labels[index],
    )
    .sort((a, b) => sureness(b) - sureness(a) || a - b);
}

function answerTo(probabilities: Float32Array, index: number, classes: number): number {
  return mostLikely(probabilities.subarray(index * classes, (index + 1) * classes));
}
