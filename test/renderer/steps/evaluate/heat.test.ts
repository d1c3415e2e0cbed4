import { describe, expect, test } from 'vitest';
import { heatOf } from '../../../../src/renderer/steps/evaluate/heat';
import { contrast, mix, themeColour, themeValue } from '../../theme-colours';

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  test.each(['right', 'wrong'] as const)('every count of a %s cell can be read on its colour', (kind) => {
    const reach = Number(themeValue('heat-reach', scheme));
    const colour = (name: string) => themeColour(name, scheme);
    for (let count = 1; count <= 1000; count++) {
      const { percent, strongInk } = heatOf(count, 1000, kind);
      const ground = mix(colour(`heat-${kind}`), colour('bg'), (percent / 100) * reach);
      const ink = colour(strongInk ? 'heat-ink-strong' : 'heat-ink-weak');
      expect(contrast(ink, ground), `${percent} %`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

test('more is stronger, nothing has no colour, the largest has all of it', () => {
  expect(heatOf(0, 100, 'wrong').percent).toBe(0);
  expect(heatOf(0, 0, 'wrong').percent).toBe(0);
  expect(heatOf(100, 100, 'wrong').percent).toBe(100);
  expect(heatOf(4, 100, 'wrong').percent).toBeGreaterThan(heatOf(1, 100, 'wrong').percent);
  expect(heatOf(1, 1000, 'right').percent).toBeGreaterThan(0);
});
