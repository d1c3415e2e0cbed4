import { afterEach, expect, test, vi } from 'vitest';
import type { DataSet } from '#core/domain/data-set';
import { findPreset as presetFor } from '#core/model/presets';
import type { LibrarySnapshot } from '#shared/contracts/library';
import { openWindow, settled } from '../open-window';
import { fashionMnist, findPreset } from '../../fixtures/fashion-mnist';

const digits: DataSet = {
  ...fashionMnist,
  id: 'digits',
  name: 'Digits',
  classes: ['one', 'two', 'three'],
  shape: { height: 8, width: 8, channels: 1 },
};
const entry = (dataSet: DataSet) => ({ dataSet, folder: '/sets', bytes: 1, createdAt: null, versions: [] });
const snapshot = (current: DataSet): LibrarySnapshot => ({
  current: current.id,
  sets: [entry(fashionMnist), entry(current.id === 'digits' ? current : digits)],
  unreadable: [],
  removed: [],
});

async function load() {
  const { libraryState } = await import('../../../src/renderer/state/library-state.svelte');
  const { dataSetState } = await import('../../../src/renderer/state/data-set-state.svelte');
  const { planState } = await import('../../../src/renderer/state/plan-state.svelte');
  const { dataView } = await import('../../../src/renderer/steps/data/data-view.svelte');
  libraryState.start();
  await settled();
  return { libraryState, dataSetState, planState, dataView };
}

afterEach(() => vi.unstubAllGlobals());

test('another set fits the same preset to it, and that is saved as a plan for it', async () => {
  const window = openWindow({ library: snapshot(fashionMnist) });
  const { dataSetState, planState } = await load();
  expect(planState.plan).toEqual(findPreset('classic')!.plan);
  vi.useFakeTimers();
  window.tell('library:changed', snapshot(digits));
  expect(dataSetState.current).toBe(digits);
  expect(planState.plan).toEqual(presetFor('classic', digits)!.plan);
  expect(planState.changed).toBe(false);
  expect(planState.canUndo).toBe(false);
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  const saved = window.calls.findLast(({ channel }) => channel === 'settings:set');
  expect(saved?.input).toMatchObject({ planFor: 'digits', plan: planState.plan });
});

test('a plan that was stored for a set that is gone is fitted to the current one', async () => {
  openWindow({ library: snapshot(digits), planFor: 'gone' });
  const { planState } = await load();
  expect(planState.loaded).toBe(true);
  expect(planState.plan?.layers.at(-1)).toMatchObject({ units: 3 });
  expect(planState.layersError).toBeNull();
});

test('a change offers its way back, which goes to the version before', async () => {
  const window = openWindow({ library: snapshot(digits) });
  const { libraryState } = await load();
  const change = { kind: 'leave-out-class', label: 1 } as const;
  expect(await libraryState.change('digits', change, 'two is left out.')).toBe(true);
  expect(libraryState.changed).toEqual({ id: 'digits', version: '1', words: 'two is left out.' });
  await libraryState.undo(libraryState.changed!);
  expect(libraryState.changed).toBeNull();
  expect(window.calls.findLast(({ channel }) => channel === 'library:change')?.input).toEqual({
    id: 'digits',
    change: { kind: 'go-back', version: '1' },
  });
});

test('a set that can not be left or removed says why, and nothing is offered', async () => {
  const busy = { kind: 'busy', message: 'A model is being trained.' } as const;
  openWindow({ failing: { 'library:choose': busy, 'library:remove': busy } });
  const { libraryState } = await load();
  expect(await libraryState.choose('digits')).toBe(false);
  expect(libraryState.error).toMatchObject(busy);
  await libraryState.remove(digits);
  expect(libraryState.removed).toBeNull();
});

test('with one set its page comes first, with several the list', async () => {
  openWindow();
  const alone = await load();
  expect(alone.dataView.page).toBe('set');
  openWindow({ library: snapshot(digits) });
  const several = await load();
  expect(several.dataView.page).toBe('list');
  several.dataView.open('set');
  expect(several.dataView.page).toBe('set');
});
