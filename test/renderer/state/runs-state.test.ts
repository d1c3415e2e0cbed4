import { afterEach, expect, test, vi } from 'vitest';
import { findPreset } from '#core/model/presets';
import type { RunSummary } from '#shared/contracts/runs';
import { openWindow, settled } from '../open-window';

const { plan } = findPreset('classic')!;
const run = (id: string, testAccuracy: number | null = 0.87): RunSummary => ({
  id,
  name: 'Classic',
  createdAt: '2026-11-24T15:03:00Z',
  status: testAccuracy === null ? 'interrupted' : 'completed',
  plan,
  parameters: 101_770,
  engine: null,
  seconds: 3,
  testAccuracy,
  resumable: null,
  stoppedEarly: null,
});

afterEach(() => vi.unstubAllGlobals());

test('the newest run with a model is the one in use, until another is chosen', async () => {
  openWindow({ runs: [run('c', null), run('b'), run('a')] });
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
  window.tell('runs:changed', { id: 'c' });
  await settled();
  expect(runsState.selectedRunId).toBe('c');
});

test('changes during a read are followed by one more read, not by one each', async () => {
  const window = openWindow({ runs: [] });
  const { runsState } = await import('../../../src/renderer/state/runs-state.svelte');
  runsState.start();
  for (let i = 0; i < 20; i++) window.tell('runs:changed', { id: 'a' });
  await settled();
  expect(window.calls.filter(({ channel }) => channel === 'runs:list')).toHaveLength(2);
});
