import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { coach } from '#core/coach/coach';
import type { CoachFacts } from '#core/coach/coach-facts';
import type { Finding } from '#core/coach/finding';
import { checkPlan } from '#core/model/shapes';
import { trainingPlanSchema } from '#core/model/training-plan';
import { fileOf, recordedFacts } from '../../fixtures/coach/facts';
import { runList } from '../../fixtures/coach/run-list';
import { asAt } from '../../fixtures/coach/stored-facts';
import { fashionMnist } from '../../fixtures/fashion-mnist';

const kinds = (findings: readonly Finding[]) => findings.map(({ kind }) => kind);

const bestEpoch = ({ curves }: CoachFacts, at: number): number =>
  curves
    .filter(({ kind, position }) => kind === 'validation' && position <= at)
    .reduce((best, point) => (point.loss < best.loss ? point : best)).position;

test('every listed run has its recorded curves', () => {
  expect(runList.filter(({ name }) => !existsSync(fileOf(name)))).toEqual([]);
});

test.each(runList)('$name: $fault', async (run) => {
  const facts = await recordedFacts(run);
  expect(kinds(coach(facts))).toEqual(run.fault === null ? [] : [run.fault]);
});

test.each(runList)(
  '$name: while it runs, nothing is said that its end does not bear out, nor taken back before it is over',
  async (run) => {
    const facts = await recordedFacts(run);
    const last = facts.curves.at(-1)!.position;
    let said: Finding[] = [];
    for (let at = 0.5; at < last; at += 0.5) {
      const now = coach({ ...asAt(facts, at), said: kinds(said) });
      const unsaid = said.filter(({ kind }) => !kinds(now).includes(kind));
      // A validation loss lower than ever is the end of that evidence.
      for (const { epoch } of unsaid) expect(bestEpoch(facts, at)).toBeGreaterThan(epoch ?? Infinity);
      said = now;
    }
    expect(kinds(said).filter((kind) => kind !== run.fault)).toEqual([]);
  },
);

test.each(runList.filter(({ fault }) => fault !== null))(
  '$name: each remedy changes the plan as it says, to one that can be trained',
  async (run) => {
    for (const { remedies, evidence } of coach(await recordedFacts(run))) {
      expect(evidence.rows.length).toBeGreaterThan(0);
      for (const { values } of evidence.rows) expect(values).toHaveLength(evidence.columns.length);
      for (const { plan, changes } of remedies) {
        expect(trainingPlanSchema.parse(plan)).toEqual(plan);
        checkPlan(plan, fashionMnist);
        expect(plan).not.toEqual(run.plan);
        for (const { from, to } of changes) expect(from).not.toBe(to);
      }
    }
  },
);

test('a table of what was said of which runs', async () => {
  const rows = new Map<string, Map<string, number>>();
  for (const run of runList) {
    const row = rows.get(run.fault ?? 'healthy') ?? new Map<string, number>();
    rows.set(run.fault ?? 'healthy', row);
    const found = kinds(coach(await recordedFacts(run)));
    for (const kind of found.length > 0 ? found : ['nothing']) row.set(kind, (row.get(kind) ?? 0) + 1);
  }
  const lines = [...rows].map(
    ([fault, row]) =>
      `${fault.padEnd(16)} ${[...row].map(([kind, count]) => `${count} × ${kind}`).join(', ')}`,
  );
  process.stdout.write(`What the coach says of ${runList.length} recorded runs:\n${lines.join('\n')}\n`);
  expect(rows.get('healthy')?.size).toBe(1);
});
