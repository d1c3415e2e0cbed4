import { expect, test } from 'vitest';
import { balancedClassWeights } from '#core/data/class-weights';

const labels = Uint16Array.of(0, 0, 0, 0, 0, 0, 2, 2, 3, 1);

test('every class with pictures weighs the same in all, and a picture 1 on average', () => {
  const indices = Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8);
  const weights = balancedClassWeights(labels, 5, indices);
  expect([...weights]).toEqual([0.5, 0, 1.5, 3, 0]);
  const total = indices.reduce((sum, index) => sum + weights[labels[index]!]!, 0);
  expect(total).toBe(indices.length);
});

test('only the pictures that are trained on count', () => {
  expect([...balancedClassWeights(labels, 4, Int32Array.of(5, 9))]).toEqual([1, 1, 0, 0]);
});
