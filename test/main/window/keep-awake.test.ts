import { beforeEach, expect, test, vi } from 'vitest';
import { failedState, finishedState, runningState } from '../../fixtures/training-states';

const held = new Map<number, string>();
let next = 0;

vi.mock('electron', () => ({
  powerSaveBlocker: {
    start: (type: string) => {
      held.set(next, type);
      return next++;
    },
    stop: (id: number) => held.delete(id),
  },
}));
const { keepAwake } = await import('../../../src/main/window/keep-awake');

beforeEach(() => {
  held.clear();
  next = 0;
});

test('the computer is kept awake by one blocker while a model trains', () => {
  const tell = keepAwake();
  tell({ status: 'idle', ended: null });
  expect(held.size).toBe(0);
  tell(runningState('starting', null));
  tell(runningState('training', 1));
  tell(runningState('evaluating', 5));
  expect([...held.values()]).toEqual(['prevent-app-suspension']);
  expect(next).toBe(1);
});

test.each([
  [finishedState()],
  [failedState()],
  [{ status: 'idle', ended: null } as const],
  [runningState('paused', 1)],
])('it may sleep again after $status, $phase', (state) => {
  const tell = keepAwake();
  tell(runningState('training', 1));
  tell(state);
  tell(state);
  expect(held.size).toBe(0);
});

test('a run that goes on after a pause keeps it awake again', () => {
  const tell = keepAwake();
  for (const phase of ['training', 'paused', 'training'] as const) tell(runningState(phase, 1));
  expect(held.size).toBe(1);
});
