import { afterEach, expect, test, vi } from 'vitest';
import { runSummary } from '../../fixtures/run-summary';
import { openWindow, settled } from '../open-window';

async function open(window: ReturnType<typeof openWindow>) {
  const { runsState } = await import('../../../src/renderer/state/runs-state.svelte');
  const { runsView } = await import('../../../src/renderer/runs/runs-view.svelte');
  runsState.start();
  await settled();
  const asked = (name: string) =>
    window.calls.filter(({ channel }) => channel === `runs:${name}`).map(({ input }) => input);
  return { runsState, runsView, asked };
}

afterEach(() => vi.unstubAllGlobals());

test('ticked runs are compared oldest first, four at most', async () => {
  const runs = ['e', 'd', 'c', 'b', 'a'].map((id) => runSummary({ id }));
  const { runsView } = await open(openWindow({ runs }));
  for (const id of ['b', 'd']) runsView.tick(id, true);
  runsView.compare();
  expect(runsView.comparing).toEqual(['b', 'd']);
  for (const { id } of runs) runsView.tick(id, true);
  runsView.compare();
  expect(runsView.comparing).toEqual(['a', 'b', 'c', 'd']);
});

test('chosen runs that the filter keeps out of the table are counted', async () => {
  const runs = [runSummary({ id: 'b', name: 'Best' }), runSummary({ id: 'a', name: 'Anna' })];
  const { runsView } = await open(openWindow({ runs }));
  runsView.tick('a', true);
  expect(runsView.chosenUnseen).toBe(0);
  runsView.filter = 'best';
  runsView.tick('b', true);
  expect(runsView.chosen).toHaveLength(2);
  expect(runsView.chosenUnseen).toBe(1);
});

test('what is removed is not chosen any more and can be put back', async () => {
  const runs = [runSummary({ id: 'b' }), runSummary({ id: 'a' })];
  const window = openWindow({ runs });
  const { runsView, asked } = await open(window);
  for (const id of ['a', 'b']) runsView.tick(id, true);
  await runsView.remove(['a']);
  expect(runsView.undoable).toEqual(['a']);
  expect(runsView.isTicked('a')).toBe(false);
  expect(runsView.isTicked('b')).toBe(true);
  await runsView.putBack(runsView.undoable);
  expect(asked('putBack')).toEqual([{ ids: ['a'] }]);
  expect(runsView.undoable).toEqual([]);
});

test('a label that is refused says why', async () => {
  const error = { kind: 'disk', message: 'The disk is full.' } as const;
  const { runsView } = await open(openWindow({ runs: [runSummary()], failing: { 'runs:label': error } }));
  expect(await runsView.label('a-run', { name: 'New' })).toBe(false);
  expect(runsView.error).toEqual(expect.objectContaining(error));
});

test('a thousand runs are told once, and one change does not ask for them again', async () => {
  const runs = Array.from({ length: 1000 }, (_, index) => runSummary({ id: `run-${index}` }));
  const window = openWindow({ runs });
  const { runsView, asked } = await open(window);
  expect(runsView.rows).toHaveLength(1000);
  window.tell('runs:changed', { id: 'run-500', run: runSummary({ id: 'run-500', starred: true }) });
  runsView.starredFirst = true;
  expect(runsView.rows[0]?.id).toBe('run-500');
  expect(asked('list')).toHaveLength(1);
});
