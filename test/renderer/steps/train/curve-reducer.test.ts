import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChartPoint } from '../../../../src/renderer/steps/train/chart-data';
import { CurveReducer } from '../../../../src/renderer/steps/train/curve-reducer';
import { seeded } from '../../../fixtures/seeded';

const curve = fc
  .array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 3000 })
  .map((values) => values.map((y, x): ChartPoint => ({ x, y })));

function reduced(points: readonly ChartPoint[], most: number): CurveReducer {
  const reducer = new CurveReducer(most);
  for (const point of points) reducer.add(point);
  return reducer;
}

test('both ends, the order, the lowest and the highest stay, in no more points than asked', () => {
  fc.assert(
    fc.property(curve, fc.integer({ min: 4, max: 900 }), (all, most) => {
      const reducer = reduced(all, most);
      const kept = reducer.points();
      expect(kept.length).toBeLessThanOrEqual(most);
      expect(kept[0]).toBe(all[0]);
      expect(kept.at(-1)).toBe(all.at(-1));
      expect(kept.every(({ x }, index) => index === 0 || x > kept[index - 1]!.x)).toBe(true);
      if (all.length === 0) return void expect(reducer.extremes()).toEqual([]);
      const values = all.map(({ y }) => y);
      const ends = [Math.min(...values), Math.max(...values)];
      expect(reducer.extremes()).toEqual(ends);
      const drawn = kept.map(({ y }) => y);
      expect([Math.min(...drawn), Math.max(...drawn)]).toEqual(ends);
    }),
    seeded,
  );
});

test('a curve that is short enough is given point by point', () => {
  const all = Array.from({ length: 799 }, (_, x) => ({ x, y: Math.sin(x) }));
  expect(reduced(all, 1600).points()).toEqual(all);
});

test('10,000 points come down to at most 1,600 and still fill the width', () => {
  const all = Array.from({ length: 10_000 }, (_, x) => ({ x, y: Math.sin(x / 50) }));
  const kept = reduced(all, 1600).points();
  expect(kept.length).toBeGreaterThan(800);
  const gaps = kept.slice(1).map(({ x }, index) => x - kept[index]!.x);
  expect(Math.max(...gaps)).toBeLessThan(33);
});
