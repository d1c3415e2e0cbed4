import { expect, test } from 'vitest';
import { fitsInMemory } from '#core/data/library/memory-limit';

const gigabyte = 2 ** 30;

test('keeps small sets in memory, and reads large ones from their file', () => {
  expect(fitsInMemory(70_000 * 784, 8 * gigabyte)).toBe(true);
  expect(fitsInMemory(200_000 * 12_288, 64 * gigabyte)).toBe(false);
});

test('a small machine keeps less', () => {
  expect(fitsInMemory(0.4 * gigabyte, 4 * gigabyte)).toBe(true);
  expect(fitsInMemory(0.4 * gigabyte, 3 * gigabyte)).toBe(false);
});
