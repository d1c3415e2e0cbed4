import type { ClassFigures } from '#core/evaluation/evaluation';

export interface ClassRow extends ClassFigures {
  /** Position in the set's classes. */
  index: number;
  name: string;
}

/** How the classes can be sorted, with what the choice is called. */
export const classOrders = [
  { value: 'classes', label: 'In the set’s order' },
  { value: 'recall', label: 'Lowest recall first' },
  { value: 'precision', label: 'Lowest precision first' },
  { value: 'f1', label: 'Lowest F1 first' },
  { value: 'support', label: 'Fewest pictures first' },
] as const;
export type ClassOrder = (typeof classOrders)[number]['value'];

/** Every class with its figures in that order; those that are equal stay in the set's order. */
export function classRows(
  classes: readonly string[],
  perClass: readonly ClassFigures[],
  order: ClassOrder,
): ClassRow[] {
  const rows = perClass.map((figures, index) => ({ ...figures, index, name: classes[index] ?? '' }));
  return order === 'classes' ? rows : rows.sort((a, b) => a[order] - b[order]);
}
