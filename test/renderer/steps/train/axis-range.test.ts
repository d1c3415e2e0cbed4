import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisRange } from '../../../../src/renderer/steps/train/axis-range';
import { seeded } from '../../../fixtures/seeded';

test.each([
  [[], 'loss', { min: 0, max: 1, step: 0.2 }],
  [[0.29, 0.97], 'loss', { min: 0.2, max: 1, step: 0.2 }],
  [[0.66, 0.898], 'accuracy', { min: 0.65, max: 0.9, step: 0.05 }],
  [[0.98, 1], 'accuracy', { min: 0.98, max: 1, step: 0.005 }],
  [[1], 'accuracy', { min: 0.998, max: 1, step: 0.002 }],
] as const)('%j of %s', (values, metric, range) => {
  const found = axisRange(values, metric);
  for (const [name, value] of Object.entries(range)) {
    expect(found[name as keyof typeof found]).toBeCloseTo(value, 9);
  }
});

test('every value is inside, in at most ten steps, and within what a metric can be', () => {
  const fractions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(fractions, fc.constantFrom('loss' as const, 'accuracy' as const), (values, metric) => {
      const { min, max, step } = axisRange(values, metric);
      expect(min).toBeGreaterThanOrEqual(0);
      expect(max).toBeGreaterThan(min);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(min - 1e-9);
      expect(Math.max(...values)).toBeLessThanOrEqual(max + 1e-9);
      expect((max - min) / step).toBeLessThanOrEqual(10);
      if (metric === 'accuracy') expect(max).toBeLessThanOrEqual(1);
    }),
    seeded,
  );
});
