import { expect, test } from 'vitest';
import { SearchedRows } from '../../../../src/renderer/components/searched-rows.svelte';
import { classRows } from '../../../../src/renderer/steps/evaluate/class-order';
import { confusedPairs, mostMixedUp, worstCell } from '../../../../src/renderer/steps/evaluate/confusion';

const classes = Array.from({ length: 1000 }, (_, index) => `kind ${index + 1}`);
const confusion: number[][] = classes.map((_, row) => classes.map((__, column) => (row === column ? 40 : 0)));
confusion[6]![0] = 9;
confusion[0]![6] = 4;
confusion[998]![2] = 10;
confusion[3]![5] = 10;
confusion[3]![3] = 0;

test('of a thousand classes the most confused pairs come first, with their share of the true class', () => {
  expect(confusedPairs(confusion)).toEqual([
    { trueClass: 3, predictedClass: 5, count: 10, share: 1 },
    { trueClass: 998, predictedClass: 2, count: 10, share: 0.2 },
    { trueClass: 6, predictedClass: 0, count: 9, share: 9 / 49 },
    { trueClass: 0, predictedClass: 6, count: 4, share: 4 / 44 },
  ]);
  expect(worstCell(confusion)).toEqual({ trueClass: 3, predictedClass: 5 });
  expect(mostMixedUp(confusion, classes)).toEqual({ names: ['kind 1', 'kind 7'], times: 13 });
});

test('rows are found by a part of a name in it, and shown a page at a time', () => {
  const rows = new SearchedRows(
    () => classes,
    (name) => [name],
    25,
  );
  expect(rows.shown).toHaveLength(25);
  rows.goTo(975);
  expect(rows.shown.at(-1)).toBe('kind 1000');
  rows.search(' KIND 99 ');
  expect(rows.offset).toBe(0);
  expect(rows.shown).toEqual(['kind 99', ...classes.slice(989, 999)]);
  rows.search('99');
  expect(rows.found).toHaveLength(19);
  rows.search('cup');
  expect(rows.shown).toEqual([]);
  rows.search('');
  expect(rows.shown[0]).toBe('kind 1');
});

test('classes are sorted by what is lowest', () => {
  const figures = [0.5, 0.2, 0.9].map((recall, index) => ({
    precision: 1,
    recall,
    f1: 1,
    support: 9 - index,
  }));
  const order = (by: 'classes' | 'recall' | 'support') =>
    classRows(['a', 'b', 'c'], figures, by).map(({ name }) => name);
  expect(order('classes')).toEqual(['a', 'b', 'c']);
  expect(order('recall')).toEqual(['b', 'a', 'c']);
  expect(order('support')).toEqual(['c', 'b', 'a']);
});
