import type { Part } from '../library/library-types';

/** Of each class, the last pictures are for the test. */
const testFraction = 1 / 5;

/** At ten pictures a second these are half a second; of a few pictures, fewer are given up. */
const longestGap = 5;
const gapFraction = 1 / 10;

/**
 * The part of each of `count` pictures that were taken one after another: the first ones train, the last fifth tests. What was taken
 * within moments looks alike, so a few between them are in neither (null); drawn by chance, the test would be of pictures that
 * stand in the training part but for a shiver of the hand.
 */
export function splitByTime(count: number): (Part | null)[] {
  const test = count < 2 ? 0 : Math.max(1, Math.round(count * testFraction));
  const gap = Math.min(longestGap, Math.floor(count * gapFraction));
  return Array.from({ length: count }, (_, index) => {
    if (index >= count - test) return 'test';
    return index >= count - test - gap ? null : 'train';
  });
}
