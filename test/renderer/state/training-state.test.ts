import { afterEach, expect, test, vi } from 'vitest';
import type { ErrorInfo } from '#core/domain/errors';
import type { CurvePoint } from '#core/domain/training-progress';
import type { TrainingState } from '#shared/contracts/training';
import { openWindow, settled } from '../open-window';
import { findPreset } from '../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
const at = (position: number): CurvePoint => ({ kind: 'train', position, loss: 1 / position, accuracy: 0.5 });
const running = (runId: string): TrainingState => ({
  status: 'running',
  runId,
  runName: 'Classic',
  plan,
  phase: 'training',
  engine: null,
  progress: null,
  warning: null,
  resumedFrom: null,
  discardGoesBack: false,
});
const load = async () => (await import('../../../src/renderer/state/training-state.svelte')).trainingState;

afterEach(() => vi.unstubAllGlobals());

test('points are added to the curves as they come, or take their place', async () => {
  const window = openWindow({ training: running('a') });
  const state = await load();
  state.start();
  await settled();
  const tell = (points: CurvePoint[], replaceAll = false) =>
    window.tell('training:points', { runId: 'a', replaceAll, points });
  tell([at(1), at(2)]);
  tell([at(3)]);
  expect(state.curves.map(({ position }) => position)).toEqual([1, 2, 3]);
  tell([at(1)], true);
  expect(state.curves.map(({ position }) => position)).toEqual([1]);
});

test('a window that is loaded again gets the curves so far, and each point once', async () => {
  const window = openWindow({ training: running('a'), curves: [at(1), at(2)] });
  const state = await load();
  state.start();
  window.tell('training:changed', running('a'));
  window.tell('training:points', { runId: 'a', replaceAll: false, points: [at(2), at(3)] });
  await settled();
  expect(state.curves.map(({ position }) => position)).toEqual([1, 2, 3]);
});

test('points on their way when the snapshot comes are drawn once and in order', async () => {
  const window = openWindow({ training: running('a'), curves: [at(1), at(2)] });
  const state = await load();
  state.start();
  window.tell('training:changed', running('a'));
  window.tell('training:points', { runId: 'a', replaceAll: false, points: [at(2), at(3)] });
  await settled();
  expect(state.curves.map(({ position }) => position)).toEqual([1, 2, 3]);
});

test('points of another run are not drawn, and a new run begins with none', async () => {
  const window = openWindow({ training: running('a'), curves: [at(1)] });
  const state = await load();
  state.start();
  await settled();
  window.tell('training:points', { runId: 'b', replaceAll: false, points: [at(2)] });
  window.tell('training:points', { runId: 'a', replaceAll: false, points: [at(2)] });
  window.tell('training:changed', running('b'));
  expect(state.curves).toEqual([]);
});

test('an event that overtakes the snapshot is not set back', async () => {
  const window = openWindow({ training: { status: 'idle', ended: null } });
  const state = await load();
  state.start();
  window.tell('training:changed', running('a'));
  await settled();
  expect(state.current).toMatchObject({ status: 'running', runId: 'a' });
});

test('a refused start is told, and the button is free again', async () => {
  const error = { kind: 'busy', message: 'A model is being trained already.', hint: 'Wait.' } as const;
  openWindow({ failing: { 'training:start': error } });
  const state = await load();
  state.start();
  await settled();
  await state.train(plan);
  expect(state.error).toEqual(error);
  expect(state.starting).toBe(false);
});

test('a run goes on, or gets more epochs, by its id', async () => {
  const { calls } = openWindow();
  const state = await load();
  state.start();
  await settled();
  await state.resumeRun('a');
  await state.extend('b', 25);
  expect(calls.slice(-2)).toEqual([
    { channel: 'training:resumeRun', input: { id: 'a' } },
    { channel: 'training:extend', input: { id: 'b', epochs: 25 } },
  ]);
});

test('a pause that is asked for shows at once, and can be taken back before it begins', async () => {
  const window = openWindow({ training: running('a') });
  const state = await load();
  state.start();
  await settled();
  await state.pause();
  window.tell('training:changed', running('a'));
  expect(state.pausing).toBe(true);
  window.tell('training:changed', { ...running('a'), phase: 'paused' });
  expect(state.pausing).toBe(false);
  await state.pause();
  await state.resume();
  expect(state.pausing).toBe(false);
});

test('a pause that is refused, or overtaken by the end of the run, is forgotten', async () => {
  const failing: Record<string, ErrorInfo> = {};
  const window = openWindow({ training: running('a'), failing });
  const state = await load();
  state.start();
  await settled();
  await state.pause();
  window.tell('training:changed', { status: 'idle', ended: null });
  expect(state.pausing).toBe(false);
  failing['training:pause'] = { kind: 'not-ready', message: 'Nothing is being trained.' };
  await state.pause();
  expect(state.pausing).toBe(false);
  expect(state.error?.message).toBe('Nothing is being trained.');
});
