import { expect, test } from 'vitest';
import { erf } from '#core/layers/activations/gelu';

test('erf is right to 1.5e-7', () => {
  // Values of Abramowitz and Stegun, table 7.1.
  const table = [
    [0, 0],
    [0.1, 0.112462916],
    [0.5, 0.5204998778],
    [1, 0.8427007929],
    [2, 0.995322265],
    [4, 0.9999999846],
  ];
  for (const [x, expected] of table as [number, number][]) {
    expect(Math.abs(erf(x) - expected)).toBeLessThan(1.5e-7);
    expect(erf(-x)).toBeCloseTo(-erf(x), 12);
  }
});
