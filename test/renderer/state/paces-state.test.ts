import { afterEach, expect, test, vi } from 'vitest';
import { automatic } from '#core/domain/engine';
import { runSeconds, type Pace } from '#core/pace/pace';
import { openWindow } from '../open-window';
import { fashionMnist, findPreset } from '../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
const graph = { engine: 'graph', device: 'auto' } as const;
const layers = { engine: 'layers', device: 'auto' } as const;
const pace = (secondsPerStep: number): Pace => ({
  engine: { id: 'tensorflow-cpu', library: 'TensorFlow', device: 'CPU', detail: '' },
  startSeconds: 1,
  secondsPerStep,
  secondsPerJudged: 0.0001,
});
const load = async () => (await import('../../../src/renderer/state/paces-state.svelte')).pacesState;

afterEach(() => void vi.unstubAllGlobals());

test('a measured plan knows its time, whatever its epochs', async () => {
  const window = openWindow({ paces: { graph: pace(0.01), layers: pace(0.1) } });
  const state = await load();
  expect(state.seconds(plan, automatic, 'tensorflow-cpu')).toBeNull();
  await state.measure(plan, graph);
  expect(window.calls).toEqual([
    { channel: 'training:probe', input: { plan, dataSet: 'fashion-mnist', choice: graph, again: false } },
  ]);
  const longer = { ...plan, epochs: 50 };
  expect(state.seconds(longer, automatic, 'tensorflow-cpu')).toBe(
    runSeconds(longer, pace(0.01), fashionMnist),
  );
  expect(state.seconds(plan, layers, 'tensorflow-cpu')).toBeNull();
});

test('automatic takes the fastest, and asks by name only for what would not be taken anyway', async () => {
  openWindow({ paces: { graph: pace(0.1), layers: pace(0.01) } });
  const state = await load();
  expect(state.resolve(plan, automatic, 'tensorflow-cpu')).toEqual(automatic);
  await state.measure(plan, graph);
  expect(state.resolve(plan, automatic, 'tensorflow-cpu')).toEqual(automatic);
  await state.measure(plan, layers);
  expect(state.resolve(plan, automatic, 'tensorflow-cpu')).toEqual(layers);
  expect(state.resolve(plan, graph, 'tensorflow-cpu')).toEqual(graph);
  expect(state.resolve(plan, automatic, undefined)).toEqual(automatic);
});

test('what can not be trained says so; what was only broken off can be measured again', async () => {
  openWindow({ paces: {} });
  const state = await load();
  await state.measure(plan, graph);
  expect(state.find(plan, graph)?.error?.kind).toBe('unsupported');

  openWindow({ failing: { 'training:probe': { kind: 'cancelled', message: 'A training began.' } } });
  const other = await load();
  await other.measure(plan, graph);
  expect(other.find(plan, graph)).toBeUndefined();
  expect(other.measuring).toBeNull();
});
