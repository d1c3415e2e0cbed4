import { afterEach, expect, test, vi } from 'vitest';
import type { RunSummary } from '#shared/contracts/runs';
import { runSummary } from '../../fixtures/run-summary';
import { openWindow, settled } from '../open-window';
import { findPreset } from '../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
const run = (id: string, changes: Partial<RunSummary> = {}) => runSummary({ id, ...changes });
const unjudged = { status: 'interrupted', testAccuracy: null } as const;

afterEach(() => vi.unstubAllGlobals());

test('the newest run with a model is the one in use, until another is chosen', async () => {
  openWindow({ runs: [run('c', unjudged), run('b'), run('a')] });
  const { runsState } = await import('../../../src/renderer/state/runs-state.svelte');
  runsState.start();
  await settled();
  expect(runsState.selectedRunId).toBe('b');
  runsState.select('a');
  expect(runsState.selectedRunId).toBe('a');
  runsState.select('gone');
  expect(runsState.selectedRunId).toBe('b');
});

test('a model that has just been trained comes into use, also after another was chosen', async () => {
  const runs = [run('b'), run('a')];
  const window = openWindow({ runs });
  const { runsState } = await import('../../../src/renderer/state/runs-state.svelte');
  const { trainingState } = await import('../../../src/renderer/state/training-state.svelte');
  runsState.start();
  trainingState.start();
  await settled();
  runsState.select('a');
  const names = { runId: 'c', runName: 'Classic', plan, progress: null };
  window.tell('training:changed', { ...names, status: 'running', phase: 'evaluating', engine: null });
  runs.unshift(run('c'));
  window.tell('training:changed', { ...names, status: 'finished', outcome: 'completed', testAccuracy: 0.87 });
  window.tell('runs:changed', { id: 'c', run: runs[0] });
  await settled();
  expect(runsState.selectedRunId).toBe('c');
});

test('a newer run that a terminal has trained does not take the place of the one that is selected', async () => {
  const window = openWindow({ runs: [run('a')] });
  const { runsState } = await import('../../../src/renderer/state/runs-state.svelte');
  runsState.start();
  await settled();
  window.tell('runs:changed', { id: 'b', run: run('b') });
  expect(runsState.usable[0]?.id).toBe('b');
  expect(runsState.selectedRunId).toBe('a');
});

test('a model that was trained while another is looked at is offered, and comes into use when it is wanted', async () => {
  const runs = [run('b'), run('a')];
  const window = openWindow({ runs });
  const { runsState } = await import('../../../src/renderer/state/runs-state.svelte');
  const { trainingState } = await import('../../../src/renderer/state/training-state.svelte');
  const { appState } = await import('../../../src/renderer/state/app-state.svelte');
  runsState.start();
  trainingState.start();
  await settled();
  const names = { runId: 'c', runName: 'Classic', plan, progress: null };
  window.tell('training:changed', { ...names, status: 'running', phase: 'evaluating', engine: null });
  appState.go('classify');
  runs.unshift(run('c'));
  window.tell('runs:changed', { id: 'c', run: runs[0] });
  window.tell('training:changed', { ...names, status: 'finished', outcome: 'completed', testAccuracy: 0.87 });
  await settled();
  expect(runsState.selectedRunId).toBe('b');
  expect(runsState.offered?.id).toBe('c');
  runsState.select('c');
  expect(runsState.selectedRunId).toBe('c');
  expect(runsState.offered).toBeNull();
});

test('changes during a read are followed by one more read, not by one each', async () => {
  const window = openWindow({ runs: [] });
  const { runsState } = await import('../../../src/renderer/state/runs-state.svelte');
  runsState.start();
  for (let i = 0; i < 20; i++) window.tell('runs:changed', { id: 'a', run: null });
  await settled();
  expect(window.calls.filter(({ channel }) => channel === 'runs:list')).toHaveLength(2);
});

test('a change takes its place in the list without the list being read again', async () => {
  const old = { createdAt: '2026-11-01T10:00:00Z' };
  const window = openWindow({ runs: [run('c'), run('a', old)] });
  const { runsState } = await import('../../../src/renderer/state/runs-state.svelte');
  runsState.start();
  await settled();
  window.tell('runs:changed', { id: 'a', run: run('a', { ...old, name: 'Mine', starred: true }) });
  window.tell('runs:changed', { id: 'b', run: run('b', { createdAt: '2026-11-02T10:00:00Z' }) });
  await settled();
  expect(runsState.all?.map(({ id, name }) => [id, name])).toEqual([
    ['c', 'Classic'],
    ['b', 'Classic'],
    ['a', 'Mine'],
  ]);
  expect(window.calls.filter(({ channel }) => channel === 'runs:list')).toHaveLength(1);
});

test('a run that is gone leaves the list at once', async () => {
  const runs = [run('b'), run('a')];
  const window = openWindow({ runs });
  const { runsState } = await import('../../../src/renderer/state/runs-state.svelte');
  runsState.start();
  await settled();
  runs.shift();
  window.tell('runs:changed', { id: 'b', run: null });
  expect(runsState.all?.map(({ id }) => id)).toEqual(['a']);
  await settled();
  expect(runsState.all?.map(({ id }) => id)).toEqual(['a']);
});
