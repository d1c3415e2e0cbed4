import { expect, test } from 'vitest';
import {
  formatClock,
  formatDuration,
  formatRoughly,
  formatWhen,
} from '../../../src/renderer/format/durations';

test.each([
  [-1, '0:00'],
  [1.2, '0:02'],
  [754, '12:34'],
  [3700, '1:01:40'],
])('a clock of %d s is %s', (seconds, text) => {
  expect(formatClock(seconds)).toBe(text);
});

test.each([
  [0.34, '0.3 s'],
  [9.96, '10 s'],
  [59.6, '1 min'],
  [200, '3 min 20 s'],
  [4000, '1 h 6 min'],
])('%d s are %s', (seconds, text) => {
  expect(formatDuration(seconds).replaceAll('\u00a0', ' ')).toBe(text);
});

test('a day and a time, without what goes without saying', () => {
  expect(formatWhen('2026-11-24T12:03:00')).toBe('24 Nov, 12:03');
});

test.each([
  [0.3, '1 s'],
  [57.2, '58 s'],
  [59.5, '1 min'],
  [112, '1 min 50 s'],
  [754, '13 min'],
  [3700, '1 h'],
  [9000, '2.5 h'],
  [90_000, '25 h'],
])('%d s is roughly %s', (seconds, words) => {
  expect(formatRoughly(seconds).replaceAll('\u00a0', ' ')).toBe(words);
});
