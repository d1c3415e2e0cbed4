import { expect, test } from 'vitest';
import { columnsOf, cutToColumns, padToColumns } from '../../src/cli/columns';
import { table } from '../../src/cli/format';

test('wide characters count twice, combining ones not at all', () => {
  expect(columnsOf('Classic')).toBe(7);
  expect(columnsOf('衬衫')).toBe(4);
  expect(columnsOf('e\u0301')).toBe(1);
});

test('a line is cut where the terminal ends, and never within a character', () => {
  expect(cutToColumns('Reading 衬衫', 10)).toBe('Reading 衬');
  expect(cutToColumns('Reading 衬衫', 11)).toBe('Reading 衬');
  expect(cutToColumns('Reading', 80)).toBe('Reading');
  expect(padToColumns('衬', 4, 'start')).toBe('  衬');
});

test('columns stand below one another, whatever is written in them', () => {
  const lines = table([
    ['name', 'right'],
    ['衬衫', '87 %'],
    ['Classic', '9 %'],
  ]).split('\n');
  expect(lines).toEqual(['name     right', '衬衫     87 %', 'Classic  9 %']);
});
