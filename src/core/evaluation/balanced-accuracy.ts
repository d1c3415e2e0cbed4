import type { Evaluation } from './evaluation';

/** The mean of the recalls of the classes that have pictures, so that each class counts the same; 0 without any. */
export function balancedAccuracy({ perClass }: Pick<Evaluation, 'perClass'>): number {
  const recalls = perClass.filter(({ support }) => support > 0).map(({ recall }) => recall);
  return recalls.reduce((sum, recall) => sum + recall, 0) / Math.max(1, recalls.length);
}

/** A split leaves classes of one size a picture apart; from this ratio on, the largest class is another matter than the smallest. */
const unequalFrom = 1.5;

/** Whether classes have so different numbers of pictures that it says something else than the accuracy. */
export function isUnequal({ perClass }: Pick<Evaluation, 'perClass'>): boolean {
  const supports = perClass.map(({ support }) => support).filter((support) => support > 0);
  return Math.max(...supports) >= unequalFrom * Math.min(...supports);
}
