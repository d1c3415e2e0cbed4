import { expect, test } from 'vitest';
import overfitting from '../../fixtures/coach/curves/classic-30-seed-1.json';
import tooHigh from '../../fixtures/coach/curves/rate-0.3.json';
import { runList } from '../../fixtures/coach/run-list';
import type { StoredCurves } from '../../fixtures/coach/stored-curves';
import { asAt, factsOf } from '../../fixtures/coach/stored-facts';
import { inEffects } from '../in-effects.svelte';
import { openWindow, settled } from '../open-window';

const factsFrom = (name: string, curves: unknown) =>
  factsOf(
    runList.find((run) => run.name === name)!,
    curves as StoredCurves,
  );
const atTooHighRate = factsFrom('rate-0.3', tooHigh);

test('says nothing until the data is known, then what is wrong, with short words for the curves', async () => {
  openWindow();
  const { RunCoach } = await import('../../../src/renderer/coach/run-coach.svelte');
  const facts = atTooHighRate;
  const { value: coached, end } = inEffects(() => new RunCoach(() => ({ ...facts, id: 'a-run' })));
  expect(coached.findings).toEqual([]);
  await settled();
  expect(coached.findings.map(({ kind }) => kind)).toEqual(['rate-too-high']);
  expect(coached.marks).toEqual([{ epoch: 1, title: 'Learning rate too high' }]);
  end();
});

test('a run that goes on is not asked about copies, which keep main busy', async () => {
  const opened = openWindow();
  const { RunCoach } = await import('../../../src/renderer/coach/run-coach.svelte');
  const facts = asAt(factsFrom('classic-30-seed-1', overfitting), 25);
  const { value: coached, end } = inEffects(() => new RunCoach(() => ({ ...facts, id: 'a-run' })));
  void coached.findings;
  await settled();
  expect(coached.findings.map(({ kind }) => kind)).toEqual(['overfitting']);
  expect(opened.calls.map(({ channel }) => channel)).toEqual(['dataset:split']);
  end();
});

test('a remedy starts a run with its plan, which is then the one that is worked on', async () => {
  const opened = openWindow();
  const { startRemedy } = await import('../../../src/renderer/coach/start-remedy.svelte');
  const { planState } = await import('../../../src/renderer/state/plan-state.svelte');
  const plan = { ...atTooHighRate.plan, learningRate: 0.003 };
  await startRemedy(plan);
  const started = opened.calls.find(({ channel }) => channel === 'training:start');
  expect(started?.input).toMatchObject({ plan: { learningRate: 0.003 } });
  expect(planState.plan?.learningRate).toBe(0.003);
});
