import { expect, test } from 'vitest';
import { Selection } from '../../../../src/renderer/steps/data/selection.svelte';

test('a click selects and unselects, a range goes from the last click, either way', () => {
  const selection = new Selection();
  selection.toggle(5);
  selection.extendTo(3);
  expect(selection.places()).toEqual([3, 4, 5]);
  selection.toggle(4);
  selection.extendTo(7);
  expect(selection.places()).toEqual([3, 4, 5, 6, 7]);
  expect(selection.has(8)).toBe(false);
  selection.selectAll(2);
  expect(selection.count).toBe(7);
  selection.clear();
  selection.extendTo(1);
  expect(selection.places()).toEqual([0, 1]);
});
