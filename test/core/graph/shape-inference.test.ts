import { expect, test } from 'vitest';
import type { Shape } from '#core/graph/graph-description';
import { broadcastShape } from '#core/graph/shape-inference';

const tensor = (shape: Shape) => ({ ref: 'x', dtype: 'float' as const, shape });

const cases: [Shape, Shape, Shape][] = [
  [[null, 1, 1, 4], [4], [null, 1, 1, 4]],
  [[4], [null, 1, 1, 4], [null, 1, 1, 4]],
  [
    [3, 1],
    [1, 5],
    [3, 5],
  ],
  [[1], [null], [null]],
  [[null], [1], [null]],
  [[null], [7], [7]],
  [[], [2, 3], [2, 3]],
];

test.each(cases)('%j with %j gives %j', (left, right, expected) => {
  expect(broadcastShape(tensor(left), tensor(right))).toEqual(expected);
});

test('sides that do not fit are refused', () => {
  expect(() => broadcastShape(tensor([2]), tensor([3]))).toThrow(RangeError);
});
