import { findRecipe } from '#core/model/presets';
import type { RunSummary } from '#shared/contracts/runs';
import { trainedEpochs } from '../format/trained-epochs';

export type ColumnId =
  'name' | 'set' | 'preset' | 'accuracy' | 'parameters' | 'epochs' | 'time' | 'device' | 'when' | 'status';

export interface Column {
  id: ColumnId;
  title: string;
  /** What the rows are sorted by; null stands below all others, whichever way they are sorted. */
  value: (run: RunSummary) => string | number | null;
  /** The better or newer first. */
  highFirst: boolean;
  numeric: boolean;
}

export interface Sorting {
  column: ColumnId;
  descending: boolean;
}

export const presetName = (run: RunSummary): string => findRecipe(run.plan.preset)?.name ?? run.plan.preset;

const column = (
  id: ColumnId,
  title: string,
  value: Column['value'],
  { highFirst = false, numeric = false } = {},
): Column => ({ id, title, value, highFirst, numeric });

const figure = { highFirst: true, numeric: true };

export const columns: readonly Column[] = [
  column('name', 'Name', (run) => run.name),
  column('set', 'Data', (run) => run.dataSet.name),
  column('preset', 'Preset', presetName),
  column('accuracy', 'Accuracy', (run) => run.testAccuracy, figure),
  column('parameters', 'Parameters', (run) => run.parameters, figure),
  column('epochs', 'Epochs', trainedEpochs, figure),
  column('time', 'Time', (run) => run.seconds, figure),
  column('device', 'Device', (run) => run.engine?.device ?? null),
  column('when', 'When', (run) => run.createdAt, { highFirst: true }),
  column('status', 'Status', (run) => run.status),
];

const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Runs in the order of a column; equals keep the order they come in. */
export function sortRuns(
  runs: readonly RunSummary[],
  { column: id, descending }: Sorting,
  starredFirst: boolean,
): RunSummary[] {
  const { value } = columns.find((one) => one.id === id)!;
  const sign = descending ? -1 : 1;
  return runs.toSorted((a, b) => {
    if (starredFirst && a.starred !== b.starred) return a.starred ? -1 : 1;
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (typeof left === 'number' ? left - Number(right) : words.compare(left, String(right)));
  });
}

/** Those in which every word of `text` stands somewhere: in the name, data set, preset, status, device or id. */
export function filterRuns(runs: readonly RunSummary[], text: string): readonly RunSummary[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return runs;
  return runs.filter((run) => {
    const all = [
      run.name,
      run.dataSet.name,
      presetName(run),
      run.status,
      run.engine?.device,
      run.engine?.library,
      run.id,
    ];
    const within = all.join(' ').toLowerCase();
    return wanted.every((word) => within.includes(word));
  });
}

/** How the rows are sorted after a click on a column's head: its own way first, then the other. */
export function nextSorting(now: Sorting, id: ColumnId): Sorting {
  if (now.column === id) return { column: id, descending: !now.descending };
  return { column: id, descending: columns.find((one) => one.id === id)!.highFirst };
}
