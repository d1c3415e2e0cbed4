import { expect, test } from 'vitest';
import { Random, shuffledOrder } from '#core/random/random';

test('the same seed gives the same numbers, another one others', () => {
  const numbers = (...seed: number[]): number[] => {
    const random = new Random(...seed);
    return Array.from({ length: 20 }, () => random.integer());
  };
  expect(numbers(1, 2)).toEqual(numbers(1, 2));
  expect(numbers(1, 2)).not.toEqual(numbers(2, 1));
  expect(numbers(0)).not.toEqual(numbers(0, 0));
});

test('fractions are uniform', () => {
  const random = new Random(9);
  const bins = new Array<number>(10).fill(0);
  for (let count = 0; count < 100_000; count++) bins[Math.floor(random.fraction() * 10)]! += 1;
  for (const bin of bins) expect(Math.abs(bin - 10_000)).toBeLessThan(400);
});

test('an order holds each index once, decided by seed and epoch', () => {
  const indices = Int32Array.from({ length: 1000 }, (_, index) => index * 3);
  const order = shuffledOrder(indices, 1, 0);
  expect(order).not.toEqual(indices);
  expect(order.toSorted()).toEqual(indices);
  expect(shuffledOrder(indices, 1, 0)).toEqual(order);
  expect(shuffledOrder(indices, 1, 1)).not.toEqual(order);
  expect(shuffledOrder(indices, 2, 0)).not.toEqual(order);
  expect(indices[1]).toBe(3);
});

test('an order of few is fair', () => {
  const first = new Array<number>(4).fill(0);
  for (let epoch = 0; epoch < 8000; epoch++)
    first[shuffledOrder(Int32Array.of(0, 1, 2, 3), 5, epoch)[0]!]! += 1;
  for (const count of first) expect(Math.abs(count - 2000)).toBeLessThan(200);
});
