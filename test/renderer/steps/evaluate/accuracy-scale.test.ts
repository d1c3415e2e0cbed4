import { expect, test } from 'vitest';
import { scaleEnds } from '../../../../src/renderer/steps/evaluate/accuracy-scale';
import { fashionMnist } from '../../../fixtures/fashion-mnist';

const { landmarks, scale } = fashionMnist.references;

test('the usual scale has every landmark; what lies outside gets the whole one', () => {
  const { from, to } = scaleEnds(87.4, scale);
  expect(landmarks.every(({ percent }) => percent > from && percent < to)).toBe(true);
  expect(scaleEnds(10, scale)).toEqual({ from: 0, to: 98 });
  expect(scaleEnds(99, scale)).toEqual({ from: 82, to: 100 });
});
