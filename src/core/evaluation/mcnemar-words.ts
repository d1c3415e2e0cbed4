import type { McNemar } from './mcnemar';

/** Above it a difference counts as chance: the usual convention. */
const convention = 0.05;

const count = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const pictures = (value: number): string => `${count.format(value)} ${value === 1 ? 'picture' : 'pictures'}`;

/** Which of two models is better, if the test tells so. */
export function betterOf({ fixed, broken, pValue }: McNemar): 'first' | 'second' | null {
  if (pValue >= convention || fixed === broken) return null;
  return fixed > broken ? 'second' : 'first';
}

/** What McNemar's test says of two models, in a sentence or two. `first` and `second` are their names. */
export function mcnemarSentence(test: McNemar, first: string, second: string): string {
  const { fixed, broken, pValue } = test;
  if (fixed + broken === 0) return `${first} and ${second} are right and wrong on the same pictures.`;
  const better = betterOf(test);
  const [winner, loser, gained, lost] =
    better === 'first' ? [first, second, broken, fixed] : [second, first, fixed, broken];
  const counts = `${winner} is right on ${pictures(gained)} that ${loser} gets wrong, and wrong on ${count.format(lost)} that ${loser} gets right`;
  if (better)
    return `${winner} is better: it${counts.slice(winner.length)}; a difference this large comes by chance ${chanceInWords(pValue)}.`;
  return `No clear difference: ${counts}; a difference this large comes by chance ${chanceInWords(pValue)}.`;
}

/** 3e-6 → "less than once in 10,000 times", 0.012 → "once in 83 times", 0.3 → "30 times in 100". */
export function chanceInWords(pValue: number): string {
  if (pValue < 1e-4) return 'less than once in 10,000 times';
  if (pValue < convention) return `about once in ${count.format(1 / pValue)} times`;
  return `${count.format(Math.min(100, pValue * 100))} times in 100`;
}

/** A p-value as it is printed: "p = 0.0312", "p < 0.0001". */
export function pValueInWords(pValue: number): string {
  return pValue < 1e-4 ? 'p < 0.0001' : `p = ${pValue.toPrecision(pValue < 0.1 ? 2 : 3)}`;
}
