import type { Evaluation } from './evaluation';

/** The mean of the recalls of the classes that have pictures, so that each class counts the same; 0 without any. */
export function balancedAccuracy({ perClass }: Pick<Evaluation, 'perClass'>): number {
  const recalls = perClass.filter(({ support }) => support > 0).map(({ recall }) => recall);
  return recalls.reduce((sum, recall) => sum + recall, 0) / Math.max(1, recalls.length);
}

/** Whether classes have so different numbers of pictures that it says something else than the accuracy. */
export function isUnequal({ perClass }: Pick<Evaluation, 'perClass'>): boolean {
  return new Set(perClass.filter(({ support }) => support > 0).map(({ support }) => support)).size > 1;
}
