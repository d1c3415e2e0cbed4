import { expect, test } from 'vitest';
import { evidenceWords } from '../../../src/renderer/coach/evidence-words';

test('figures in the form of their kind, a dash where there is none', () => {
  expect(evidenceWords(0.31764, { label: '', unit: 'loss' })).toBe('0.318');
  expect(evidenceWords(0.8891, { label: '', unit: 'share' })).toBe('88.9\u00a0%');
  expect(evidenceWords(5400, { label: '', unit: 'count' })).toBe('5,400');
  for (const value of [null, undefined, NaN, Infinity])
    expect(evidenceWords(value, { label: '', unit: 'loss' })).toBe('–');
});
