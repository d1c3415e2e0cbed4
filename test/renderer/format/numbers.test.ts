import { expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatLoss,
  formatNoun,
  formatPercent,
  formatPercentRange,
} from '../../../src/renderer/format/numbers';

/** As read: a no-break space looks like any other. */
const read = (text: string) => text.replaceAll('\u00a0', ' ');

test('numbers read as people write them', () => {
  expect(formatCount(101_770)).toBe('101,770');
  expect(read(formatPercent(0.874))).toBe('87.4 %');
  expect(read(formatPercent(1))).toBe('100.0 %');
  expect(read(formatPercentRange([0.8671, 0.8801]))).toBe('86.7–88.0 %');
  expect(formatNoun(1, 'epoch')).toBe('1 epoch');
  expect(formatNoun(6000, 'picture')).toBe('6,000 pictures');
});

test('a loss keeps three decimals until it is large', () => {
  expect(formatLoss(0.3312)).toBe('0.331');
  expect(formatLoss(1234.5)).toBe('1,235');
});

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [407_080, '407 kB'],
  [30_900_000, '30.9 MB'],
  [2_000_000_000_000, '2,000 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(read(formatBytes(bytes))).toBe(text);
});
