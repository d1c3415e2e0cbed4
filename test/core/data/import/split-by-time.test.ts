import { expect, test } from 'vitest';
import { splitByTime } from '#core/data/import/split-by-time';

const counts = (count: number) => {
  const parts = splitByTime(count);
  return [
    parts.lastIndexOf('train') + 1,
    parts.filter((part) => part === null).length,
    count - parts.indexOf('test'),
  ];
};

test('the last fifth is for the test, and a gap is before it', () => {
  expect(counts(12)).toEqual([9, 1, 2]);
  expect(counts(60)).toEqual([43, 5, 12]);
  expect(counts(1000)).toEqual([795, 5, 200]);
});

test('a few pictures are still split, and one is for training', () => {
  expect(splitByTime(1)).toEqual(['train']);
  expect(splitByTime(2)).toEqual(['train', 'test']);
  expect(splitByTime(0)).toEqual([]);
});
