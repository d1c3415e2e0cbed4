import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowWindow } from '../../../src/renderer/runs/row-window';
import { seeded } from '../../fixtures/seeded';

test('holds as many rows as fit and a few more, wherever a thousand are scrolled to', () => {
  expect(rowWindow(1000, 46, 0, 460)).toEqual({ first: 0, end: 17, before: 0, after: 983 * 46 });
  expect(rowWindow(1000, 46, 23_000, 460)).toMatchObject({ first: 494, end: 517, before: 494 * 46 });
  expect(rowWindow(1000, 46, 1e9, 460)).toMatchObject({ end: 1000, after: 0 });
  expect(rowWindow(3, 46, 0, 460)).toEqual({ first: 0, end: 3, before: 0, after: 0 });
  expect(rowWindow(0, 46, 50, 460)).toEqual({ first: 0, end: 0, before: 0, after: 0 });
});

test('shows every row in sight, and all rows have their room', () => {
  const numbers = fc.tuple(fc.nat(3000), fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 900 }));
  fc.assert(
    fc.property(numbers, ([count, row, height]) => {
      const scrollTop = Math.min(row * 46, Math.max(0, count * 46 - height));
      const { first, end, before, after } = rowWindow(count, 46, scrollTop, height);
      expect(before + (end - first) * 46 + after).toBe(count * 46);
      expect(before).toBeLessThanOrEqual(scrollTop);
      expect(end * 46).toBeGreaterThanOrEqual(Math.min(count * 46, scrollTop + height));
      expect(end - first).toBeLessThan(height / 46 + 16);
    }),
    seeded,
  );
});
