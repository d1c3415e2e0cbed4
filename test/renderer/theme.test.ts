import { describe, expect, test } from 'vitest';
import { contrast, themeColour } from './theme-colours';

const enough = 4.5;

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  const colour = (name: string) => themeColour(name, scheme);

  test.each(['ink', 'soft', 'faint'])('--%s can be read on every ground', (ink) => {
    for (const ground of ['bg', 'panel', 'rail']) {
      expect(contrast(colour(ink), colour(ground)), ground).toBeGreaterThanOrEqual(enough);
    }
  });

  test.each([
    ['accent-ink', 'accent'],
    ['accent-ink', 'accent-hover'],
    ['soft', 'accent-soft'],
    ['good-ink', 'good'],
    ['bad', 'panel'],
    ['bad', 'bg'],
    ['soft', 'bad-soft'],
    ['ink', 'warn-bg'],
    ['train', 'panel'],
    ['valid', 'panel'],
    ['good', 'panel'],
    ['run-1', 'panel'],
    ['run-2', 'panel'],
    ['run-3', 'panel'],
    ['run-4', 'panel'],
    ['soft', 'line'],
  ])('--%s can be read on --%s', (ink, ground) => {
    expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(enough);
  });
});
