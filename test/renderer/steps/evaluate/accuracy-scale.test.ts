import { expect, test } from 'vitest';
import { landmarks, scaleEnds } from '../../../../src/renderer/steps/evaluate/accuracy-scale';

test('the usual scale has every landmark; what lies outside gets the whole one', () => {
  const { from, to } = scaleEnds(87.4);
  expect(landmarks.every(({ percent }) => percent > from && percent < to)).toBe(true);
  expect(scaleEnds(10)).toEqual({ from: 0, to: 98 });
  expect(scaleEnds(99)).toEqual({ from: 82, to: 100 });
});
