import { expect, it } from 'vitest';
import { changedPictures, compareAnswers } from '#core/evaluation/compare-answers';
import { classNames } from '../../fixtures/fashion-mnist';

/** Probabilities that answer so, each as sure as said. */
function answers(classes: number[], sure: number[]): Float32Array {
  const probabilities = new Float32Array(classes.length * 10);
  for (const [index, answer] of classes.entries()) {
    probabilities.fill((1 - sure[index]!) / 9, index * 10, index * 10 + 10);
    probabilities[index * 10 + answer] = sure[index]!;
  }
  return probabilities;
}

const labels = Uint16Array.of(0, 0, 1, 1, 2, 9);
const sure = [0.9, 0.5, 0.6, 0.7, 0.8, 0.9];
const first = answers([0, 5, 5, 1, 2, 4], sure);
const second = answers([0, 0, 1, 5, 2, 3], sure);

it('counts what two models get right, and where they differ, class by class', () => {
  expect(compareAnswers(labels, first, second, classNames.length)).toMatchObject({
    examples: 6,
    correct: [3, 4],
    bothCorrect: 2,
    mcnemar: { fixed: 2, broken: 1, method: 'exact', pValue: 1 },
    difference: { value: expect.closeTo(1 / 6, 12) as number },
    fixedPerClass: [1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    brokenPerClass: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  });
});

it('lists the pictures in question, surest right answer first', () => {
  expect(changedPictures(labels, first, second, { change: 'fixed', classes: classNames.length })).toEqual([
    2, 1,
  ]);
  expect(changedPictures(labels, first, second, { change: 'broken', classes: classNames.length })).toEqual([
    3,
  ]);
  expect(changedPictures(labels, second, first, { change: 'broken', classes: classNames.length })).toEqual([
    2, 1,
  ]);
});
