import { erfc } from './erfc';

/** Below this many differing answers the distribution of chi-square is too rough, and the exact test costs nothing. */
const fewest = 25;

export interface McNemar {
  /** Pictures that the first model gets wrong and the second right. */
  fixed: number;
  /** Pictures that the first model gets right and the second wrong. */
  broken: number;
  method: 'exact' | 'chi-square';
  /** With the continuity correction; null for the exact test. */
  statistic: number | null;
  /** How often a difference at least this large comes by chance between models that are equally good, 0–1. */
  pValue: number;
}

/**
 * McNemar's test (Psychometrika 12, 1947) between two models on the same pictures, two-sided: exact by the binomial
 * distribution for fewer than 25 differing answers, else by chi-square with Edwards's continuity correction
 * (Psychometrika 13, 1948).
 */
export function mcnemar(fixed: number, broken: number): McNemar {
  const differing = fixed + broken;
  if (differing < fewest)
    return { fixed, broken, method: 'exact', statistic: null, pValue: exactPValue(fixed, broken) };
  const statistic = chiSquare(fixed, broken);
  return { fixed, broken, method: 'chi-square', statistic, pValue: chiSquarePValue(statistic) };
}

/** Twice the chance of at most the smaller count in so many throws of a fair coin. */
export function exactPValue(fixed: number, broken: number): number {
  const throws = fixed + broken;
  let [ways, chance] = [1, 0];
  for (let count = 0; count <= Math.min(fixed, broken); count++) {
    chance += ways / 2 ** throws;
    ways = (ways * (throws - count)) / (count + 1);
  }
  return Math.min(1, 2 * chance);
}

/** With the continuity correction, which never takes more than there is. */
export function chiSquare(fixed: number, broken: number): number {
  return Math.max(0, Math.abs(fixed - broken) - 1) ** 2 / (fixed + broken);
}

/** The upper tail of chi-square with one degree of freedom: that of a squared normal variable. */
export function chiSquarePValue(statistic: number): number {
  return erfc(Math.sqrt(statistic / 2));
}
