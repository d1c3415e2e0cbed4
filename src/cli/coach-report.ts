import { coach } from '#core/coach/coach';
import type { EvidenceColumn, Finding } from '#core/coach/finding';
import { openSameSet } from '#core/data/open-data-set';
import type { DataFacts, DataSetPictures } from '#core/domain/data-set';
import { homeFolder, runsFolder } from '#core/folders';
import { RunStore } from '#core/runs/store/run-store';
import { percent, table } from './format';
import type { Terminal } from './terminal';

type FindFacts = (dataset: DataSetPictures, validationFraction: number) => DataFacts | Promise<DataFacts>;

/** What the coach says of a stored run. Throws as `RunStore.get` and `openSameSet` do. */
export async function coachStored(terminal: Terminal, run: string, find: FindFacts): Promise<Finding[]> {
  const home = homeFolder(terminal.io.env);
  const { summary, facts, curves, evaluation, dataSet } = await new RunStore(runsFolder(home)).get(run);
  const { plan } = summary;
  return coach({
    plan,
    dataSet,
    data: await find(await openSameSet(home, dataSet), plan.validationFraction),
    curves,
    running: summary.status === 'running',
    diverged: facts.error?.kind === 'diverged',
    evaluation,
    said: [],
  });
}

/** One event a finding with --json. */
export function findingEvent(run: string, finding: Finding): object {
  const remedies = finding.remedies.map(({ label, changes }) => ({ label, changes }));
  return { event: 'coach', run, ...finding, remedies };
}

/** A finding as text: its title, what it means, its figures, and what to do. */
export function findingText({ title, explanation, evidence, remedies }: Finding): string {
  const rows = evidence.rows.map(({ label, values }) => [
    label,
    ...evidence.columns.map((column, index) => figure(values[index], column)),
  ]);
  const headings = [evidence.rowsAre, ...evidence.columns.map(({ label }) => label)];
  const right = evidence.columns.map((_, index) => index + 1);
  const remedyLines = remedies.map(
    ({ label, changes }) =>
      `→ ${label} (${changes.map(({ setting, from, to }) => `${setting} ${from} → ${to}`).join(', ')})`,
  );
  return [title, explanation, table([headings, ...rows], right), ...remedyLines].join('\n');
}

function figure(value: number | null | undefined, { unit }: EvidenceColumn): string {
  if (value == null || !Number.isFinite(value)) return '–';
  if (unit === 'share') return percent(value);
  return unit === 'loss' ? value.toFixed(3) : `${value}`;
}
