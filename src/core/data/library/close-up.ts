import { leftOut } from './stored-set';

/** Leaves out classes that no picture is of: the labels above them move down. Gives labels [count] and classes. */
export function closeUp(
  labels: Uint16Array,
  classes: readonly string[],
): { labels: Uint16Array; classes: string[] } {
  const used = new Set(labels);
  const newLabels = new Map<number, number>();
  for (const label of classes.keys()) if (used.has(label)) newLabels.set(label, newLabels.size);
  return {
    labels: labels.map((label) => newLabels.get(label) ?? leftOut),
    classes: classes.filter((_, label) => newLabels.has(label)),
  };
}
