import { expect, test } from 'vitest';
import { likeliest } from '../../../src/renderer/components/likeliest';

test('ten classes are all shown, the likeliest first', () => {
  const { rows, others } = likeliest([0.1, 0.5, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05]);
  expect(rows.map(({ index }) => index)).toEqual([1, 0, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(others).toBe(0);
});

test('of a thousand the likeliest and the right one are, and the rest together', () => {
  const probabilities = new Float32Array(1000).fill(0.2 / 999);
  probabilities[700] = 0.8;
  const { rows, others, rest } = likeliest(probabilities, 999);
  expect(rows).toHaveLength(11);
  expect([rows[0]!.index, rows.at(-1)!.index, others]).toEqual([700, 999, 989]);
  expect(rest).toBeCloseTo((0.2 * 989) / 999, 4);
});
