import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CurvePoint } from '#core/training/curve-point';
import { seriesOf, thin } from '../../../../src/renderer/steps/train/chart-data';

const points = fc
  .array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 3000 })
  .map((values) => values.map((y, x) => ({ x, y })));

test('thinning keeps both ends, the order, the lowest and the highest, and no more points than asked', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 4, max: 900 }), (all, most) => {
      const kept = thin(all, most);
      expect(kept.length).toBeLessThanOrEqual(Math.max(most, 0));
      if (all.length <= most) return void expect(kept).toBe(all);
      expect(kept[0]).toBe(all[0]);
      expect(kept.at(-1)).toBe(all.at(-1));
      expect(kept.every(({ x }, index) => index === 0 || x > kept[index - 1]!.x)).toBe(true);
      const highest = (list: typeof all) => Math.max(...list.map(({ y }) => y));
      const lowest = (list: typeof all) => Math.min(...list.map(({ y }) => y));
      expect(highest([...kept])).toBe(highest(all));
      expect(lowest([...kept])).toBe(lowest(all));
    }),
  );
});

test('10,000 points come down to 800 and still fill the width', () => {
  const all = Array.from({ length: 10_000 }, (_, x) => ({ x, y: Math.sin(x / 50) }));
  const kept = thin(all, 800);
  expect(kept.length).toBeGreaterThan(600);
  const gaps = kept.slice(1).map(({ x }, index) => x - kept[index]!.x);
  expect(Math.max(...gaps)).toBeLessThan(60);
});

test('a series is one kind and one metric, without what can not be drawn', () => {
  const curves: CurvePoint[] = [
    { kind: 'train', position: 0.5, loss: 0.7, accuracy: 0.8 },
    { kind: 'train', position: 1, loss: NaN, accuracy: 0.1 },
    { kind: 'validation', position: 1, loss: 0.5, accuracy: 0.9 },
  ];
  expect(seriesOf(curves, 'train', 'loss')).toEqual([{ x: 0.5, y: 0.7 }]);
  expect(seriesOf(curves, 'validation', 'accuracy')).toEqual([{ x: 1, y: 0.9 }]);
});
