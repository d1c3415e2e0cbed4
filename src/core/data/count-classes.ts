import type { Labels } from '../domain/data-set';
/** How often each of so many classes occurs in `labels`, or among its positions `indices`. */
export function countClasses(labels: Labels, classes: number, indices?: Int32Array): number[] {
  const counts = Array<number>(classes).fill(0);
  const count = (label: number | undefined): void => {
    if (label !== undefined && label < counts.length) counts[label] = (counts[label] ?? 0) + 1;
  };
  if (indices) for (const index of indices) count(labels[index]);
  else for (const label of labels) count(label);
  return counts;
}
