import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findPreset, presets } from '#core/model/presets';
import { openWindow } from '../open-window';

const { plan } = findPreset('classic')!;
const load = async () => (await import('../../../src/renderer/state/plan-state.svelte')).planState;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const saved = (window: ReturnType<typeof openWindow>) =>
  window.calls.filter(({ channel }) => channel === 'settings:set').map(({ input }) => input);

test('what was set last time is there again, with its parameters', async () => {
  openWindow({ plan: { ...plan, epochs: 12 } });
  const state = await load();
  await state.start();
  expect(state.fields.epochs).toBe('12');
  expect(state.plan).toEqual({ ...plan, epochs: 12 });
  expect(state.parameters).toBe(101_770);
  expect(state.changed).toBe(true);
});

test('typing is saved once, a moment after the last key', async () => {
  const window = openWindow();
  const state = await load();
  await state.start();
  for (const text of ['', '2', '25']) state.setField('epochs', text);
  expect(saved(window)).toEqual([]);
  await vi.runAllTimersAsync();
  expect(saved(window)).toEqual([{ plan: { ...plan, epochs: 25 } }]);
});

test('a wrong setting makes no plan and is not saved', async () => {
  const window = openWindow();
  const state = await load();
  await state.start();
  state.setField('learningRate', '0');
  await vi.runAllTimersAsync();
  expect(state.plan).toBeNull();
  expect(state.errors.learningRate).toMatch(/or more/);
  expect(saved(window)).toEqual([]);
});

test('a preset takes its settings back, and leaves the split', async () => {
  openWindow({ plan: { ...plan, epochs: 12, validationFraction: 0.3 } });
  const state = await load();
  await state.start();
  state.choosePreset(presets[0]!);
  expect(state.plan).toEqual({ ...plan, validationFraction: 0.3 });
  expect(state.changed).toBe(false);
});

test('layers that do not fit together are told instead of breaking the window', async () => {
  openWindow({ plan: { ...plan, layers: plan.layers.slice(1) } });
  const state = await load();
  await state.start();
  expect(state.plan).toBeNull();
  expect(state.layersError?.message).toMatch(/needs a flat input/);
  state.choosePreset(presets[0]!);
  expect(state.layersError).toBeNull();
});
