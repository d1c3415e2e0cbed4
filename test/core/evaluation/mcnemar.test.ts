import { describe, expect, it } from 'vitest';
import { erfc } from '#core/evaluation/erfc';
import { chiSquare, chiSquarePValue, exactPValue, mcnemar } from '#core/evaluation/mcnemar';
import { betterOf, chanceInWords, mcnemarSentence, pValueInWords } from '#core/evaluation/mcnemar-words';
import { pairedDifference } from '#core/evaluation/paired-difference';

describe("McNemar's test", () => {
  // Fagerland, Lydersen and Laake, BMC Medical Research Methodology 13:91 (2013), whose two examples have so many pairs.
  it.each([
    { fixed: 1, broken: 7, exact: 0.0703125, corrected: 0.0771 },
    { fixed: 6, broken: 16, exact: 0.0524788, corrected: 0.055 },
  ])('$fixed against $broken gives the published values', ({ fixed, broken, exact, corrected }) => {
    expect(exactPValue(fixed, broken)).toBeCloseTo(exact, 6);
    expect(chiSquarePValue(chiSquare(fixed, broken))).toBeCloseTo(corrected, 4);
    expect(mcnemar(fixed, broken)).toMatchObject({ method: 'exact', statistic: null });
  });

  it('gives what mlxtend documents for 25 against 15', () => {
    const test = mcnemar(25, 15);
    expect(test.method).toBe('chi-square');
    expect(test.statistic).toBeCloseTo(2.025, 12);
    expect(test.pValue).toBeCloseTo(0.154728923485, 11);
  });

  it('is the same whichever model comes first', () => {
    for (const [a, b] of [
      [3, 9],
      [40, 90],
    ] as const)
      expect(mcnemar(a, b).pValue).toBe(mcnemar(b, a).pValue);
  });

  it('finds nothing where nothing differs, or both sides alike', () => {
    for (const same of [0, 1, 5, 12, 13, 500]) expect(mcnemar(same, same).pValue).toBeCloseTo(1, 12);
  });

  it('goes over from one distribution to the other without a jump', () => {
    expect(mcnemar(6, 18).method).toBe('exact');
    expect(mcnemar(6, 19).method).toBe('chi-square');
    for (const [a, b] of [
      [6, 19],
      [40, 60],
      [200, 240],
    ] as const)
      expect(mcnemar(a, b).pValue / exactPValue(a, b)).toBeCloseTo(1, 0);
  });
});

describe('erfc', () => {
  // Abramowitz and Stegun 1964, tables 7.1 and 7.3, and for the tail C's erfc.
  it.each([
    [0, 1],
    [0.5, 0.4795001221869535],
    [1, 0.15729920705028513],
    [1.999, 0.004698443348629488],
    [2, 0.004677734981047266],
    [5, 1.5374597944280347e-12],
    [10, 2.088487583762545e-45],
  ])('of %f', (x, value) => {
    expect(erfc(x) / value).toBeCloseTo(1, 6);
  });
});

describe('the difference of two accuracies', () => {
  it('has an interval around it that narrows with more pictures', () => {
    const few = pairedDifference(31, 20, 1000);
    const many = pairedDifference(312, 201, 10_000);
    expect(few.value).toBeCloseTo(0.011, 12);
    expect(many.value).toBeCloseTo(0.0111, 12);
    for (const { value, interval } of [few, many]) {
      expect(interval[0]).toBeLessThan(value);
      expect(interval[1]).toBeGreaterThan(value);
    }
    expect(few.interval[0]).toBeLessThan(0);
    expect(many.interval[0]).toBeGreaterThan(0);
    expect(pairedDifference(0, 0, 0).interval).toEqual([-1, 1]);
  });
});

describe('the sentence', () => {
  it('names the better one, from its side', () => {
    expect(mcnemarSentence(mcnemar(312, 201), 'A', 'B')).toBe(
      'B is better: it is right on 312 pictures that A gets wrong, and wrong on 201 that A gets right; ' +
        'a difference this large comes by chance less than once in 10,000 times.',
    );
    expect(mcnemarSentence(mcnemar(1, 30), 'A', 'B')).toMatch(
      /^A is better: it is right on 30 pictures that B gets wrong, and wrong on 1 that B gets right/,
    );
  });

  it('claims nothing that may be chance', () => {
    expect(betterOf(mcnemar(30, 25))).toBeNull();
    expect(mcnemarSentence(mcnemar(30, 25), 'A', 'B')).toMatch(/^No clear difference: .* 59 times in 100\.$/);
    expect(mcnemarSentence(mcnemar(0, 0), 'A', 'B')).toBe(
      'A and B are right and wrong on the same pictures.',
    );
    expect(mcnemarSentence(mcnemar(1, 0), 'A', 'B')).toContain('on 1 picture that A gets wrong');
  });

  it('words chances and p-values', () => {
    expect([1e-9, 0.0012, 0.05, 1].map(chanceInWords)).toEqual([
      'less than once in 10,000 times',
      'about once in 833 times',
      '5 times in 100',
      '100 times in 100',
    ]);
    expect([1e-9, 0.0312, 0.25].map(pValueInWords)).toEqual(['p < 0.0001', 'p = 0.031', 'p = 0.250']);
  });
});
