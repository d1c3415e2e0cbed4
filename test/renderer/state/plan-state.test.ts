import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { automatic } from '#core/domain/engine';
import { openWindow } from '../open-window';
import { findPreset, presets } from '../../fixtures/fashion-mnist';

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
  expect(state.draft.values['epochs']).toBe('12');
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
  expect(saved(window)).toEqual([
    { plan: { ...plan, epochs: 25 }, planFor: 'fashion-mnist', choice: automatic },
  ]);
});

test('a wrong setting makes no plan and is not saved', async () => {
  const window = openWindow();
  const state = await load();
  await state.start();
  state.setField('learningRate', '0');
  await vi.runAllTimersAsync();
  expect(state.plan).toBeNull();
  expect(state.errors['learningRate']).toMatch(/or more/);
  expect(saved(window)).toEqual([]);
});

test('the split can be changed while another setting is wrong, and outlasts a preset', async () => {
  openWindow();
  const state = await load();
  await state.start();
  state.setField('epochs', '');
  state.setValidationFraction(0.25);
  expect(state.validationFraction).toBe(0.25);
  state.choosePreset(presets[1]!);
  expect(state.plan).toEqual({ ...presets[1]!.plan, validationFraction: 0.25 });
  state.setField('validationFraction', '0,2');
  expect(state.validationFraction).toBe(0.2);
  state.setValidationFraction(0.25);
  state.setField('validationFraction', '7');
  expect(state.validationFraction).toBe(0.25);
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

test('the parameters follow the layers, and a layer that does not fit says so at its place', async () => {
  openWindow();
  const state = await load();
  await state.start();
  const [flatten, dense] = state.draft.layers;
  state.setLayerField(dense!.key, 'units', '64');
  expect(state.parameters).toBe(784 * 64 + 64 + 64 * 10 + 10);
  state.setLayerField(dense!.key, 'units', 'many');
  expect(state.plan).toBeNull();
  expect(state.wrong).toEqual([{ label: 'A layer', why: '“many” is not a number.' }]);
  state.undo();
  expect(state.plan).toEqual(plan);
  state.moveLayer(flatten!.key, 1);
  expect(state.plan).toBeNull();
  expect(state.layers[0]?.error?.message).toMatch(/needs a flat input/);
});

test('every change can be undone and done again; the keys of one field are one change', async () => {
  openWindow();
  const state = await load();
  await state.start();
  for (const text of ['1', '12']) state.setField('epochs', text);
  state.addLayer('dropout', { after: state.draft.layers[1]!.key, within: null });
  state.choosePreset(presets[2]!);
  expect(state.plan?.preset).toBe('strong');
  state.undo();
  expect(state.plan?.layers.map(({ type }) => type)).toEqual(['flatten', 'dense', 'dropout', 'dense']);
  state.undo();
  expect(state.plan?.epochs).toBe(12);
  state.undo();
  expect(state.plan).toEqual(plan);
  expect(state.canUndo).toBe(false);
  for (let times = 0; times < 3; times++) state.redo();
  expect(state.plan?.preset).toBe('strong');
  expect(state.canRedo).toBe(false);
});

test('what to train with is saved with the plan', async () => {
  const window = openWindow();
  const state = await load();
  await state.start();
  state.setChoice({ engine: 'layers', device: 'auto' });
  await vi.runAllTimersAsync();
  expect(saved(window)).toEqual([
    { plan, planFor: 'fashion-mnist', choice: { engine: 'layers', device: 'auto' } },
  ]);
});
