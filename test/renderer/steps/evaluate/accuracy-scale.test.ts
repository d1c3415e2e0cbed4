import { expect, test } from 'vitest';
import { unknownReferences } from '#core/domain/data-set';
import { landmarksOf, scaleEnds } from '../../../../src/renderer/steps/evaluate/accuracy-scale';
import { fashionMnist } from '../../../fixtures/fashion-mnist';

const { landmarks, scale } = fashionMnist.references;

test('the usual scale has every landmark; what lies outside gets the whole one', () => {
  const { from, to } = scaleEnds(87.4, scale);
  expect(landmarks.every(({ percent }) => percent > from && percent < to)).toBe(true);
  expect(scaleEnds(10, scale)).toEqual({ from: 0, to: 98 });
  expect(scaleEnds(99, scale)).toEqual({ from: 82, to: 100 });
  expect(scaleEnds(87.4, null)).toEqual({ from: 0, to: 100 });
});

test('a set without known results is held against guessing, and where classes are unequal against one answer for all', () => {
  const own = { ...fashionMnist, classes: ['cup', 'spoon'], references: unknownReferences };
  const namesAndPercents = (test: number[]) =>
    landmarksOf({ ...own, parts: { train: [80, 80], test } }).map(({ name, percent }) => [name, percent]);
  expect(namesAndPercents([20, 20])).toEqual([['guessing', 50]]);
  expect(namesAndPercents([30, 10])).toEqual([
    ['guessing', 50],
    ['one answer', 75],
  ]);
  expect(namesAndPercents([0, 0])).toEqual([['guessing', 50]]);
  expect(landmarksOf(fashionMnist)).toBe(landmarks);
});
