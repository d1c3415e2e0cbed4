import { expect, test } from 'vitest';
import { runSummary } from '../../fixtures/run-summary';
import { columns, filterRuns, nextSorting, sortRuns } from '../../../src/renderer/runs/run-columns';

const runs = [
  runSummary({ id: 'c', name: 'Run 10', testAccuracy: 0.9, seconds: 5 }),
  runSummary({ id: 'b', name: 'run 9', testAccuracy: null, status: 'failed', seconds: null, starred: true }),
  runSummary({ id: 'a', name: 'Best', testAccuracy: 0.95, seconds: 60 }),
];
const order = (...sorting: [Parameters<typeof sortRuns>[1]['column'], boolean, boolean?]) =>
  sortRuns(runs, { column: sorting[0], descending: sorting[1] }, sorting[2] ?? false)
    .map(({ id }) => id)
    .join('');

test('sorts by any column, both ways; what has no value stays below', () => {
  expect(order('accuracy', true)).toBe('acb');
  expect(order('accuracy', false)).toBe('cab');
  expect(order('time', true)).toBe('acb');
  expect(order('name', false)).toBe('abc');
  expect(order('status', false)).toBe('cab');
  for (const { id } of columns) expect(order(id, true)).toHaveLength(3);
});

test('starred ones come first when asked to', () => {
  expect(order('accuracy', true, true)).toBe('bac');
});

test('a second click on a head turns the order round; figures begin with the highest', () => {
  const byName = nextSorting({ column: 'when', descending: true }, 'name');
  expect(byName).toEqual({ column: 'name', descending: false });
  expect(nextSorting(byName, 'name')).toEqual({ column: 'name', descending: true });
  expect(nextSorting(byName, 'accuracy')).toEqual({ column: 'accuracy', descending: true });
});

test('filters by words that stand anywhere, in any order', () => {
  const ids = (text: string) => filterRuns(runs, text).map(({ id }) => id);
  expect(ids('')).toEqual(['c', 'b', 'a']);
  expect(ids('  FAILED run ')).toEqual(['b']);
  expect(ids('classic')).toEqual(['c', 'b', 'a']);
  expect(ids('nothing of the kind')).toEqual([]);
});
