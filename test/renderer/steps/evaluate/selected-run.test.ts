import { afterEach, expect, test, vi } from 'vitest';
import { runSummary } from '../../../fixtures/run-summary';
import { openWindow, settled } from '../../open-window';

const run = (id: string) => runSummary({ id });

async function open(window: ReturnType<typeof openWindow>) {
  const { SelectedRun } = await import('../../../../src/renderer/steps/evaluate/selected-run.svelte');
  const { runsState } = await import('../../../../src/renderer/state/runs-state.svelte');
  // Of the same copy of Svelte as the modules under test.
  const { inEffects } = await import('../../in-effects.svelte');
  const { flushSync } = await import('svelte');
  const { value: selected, end } = inEffects(() => new SelectedRun());
  runsState.start();
  await settled();
  flushSync();
  await settled();
  const asked = () => window.calls.filter(({ channel }) => channel === 'runs:get').map(({ input }) => input);
  return { selected, runsState, asked, flushSync, end };
}

afterEach(() => vi.unstubAllGlobals());

test('the selected run is read once, and another one when it is chosen', async () => {
  const { selected, runsState, asked, flushSync, end } = await open(
    openWindow({ runs: [run('b'), run('a')] }),
  );
  expect(selected.detail?.summary.id).toBe('b');
  expect(asked()).toEqual([{ id: 'b' }]);
  runsState.select('a');
  flushSync();
  await settled();
  expect(selected.detail?.summary.id).toBe('a');
  expect(asked()).toEqual([{ id: 'b' }, { id: 'a' }]);
  end();
});

test('a run that was trained further is read again, one that was only renamed is not', async () => {
  const window = openWindow({ runs: [run('a')] });
  const { asked, flushSync, end } = await open(window);
  window.tell('runs:changed', { id: 'a', run: { ...run('a'), name: 'Mine', starred: true } });
  flushSync();
  await settled();
  expect(asked()).toHaveLength(1);
  window.tell('runs:changed', { id: 'a', run: { ...run('a'), seconds: 9, testAccuracy: 0.88 } });
  flushSync();
  await settled();
  expect(asked()).toHaveLength(2);
  end();
});

test('a run that can not be read says why', async () => {
  const error = { kind: 'corrupt', message: 'evaluation.json is damaged.', hint: 'Train again.' } as const;
  const { selected, end } = await open(openWindow({ runs: [run('a')], failing: { 'runs:get': error } }));
  expect(selected.error).toEqual(error);
  expect(selected.detail).toBeNull();
  end();
});
