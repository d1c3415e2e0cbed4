import { beforeEach, expect, test } from 'vitest';
import type { TrainingFollower } from '../../../src/main/training/training-followers';
import { showProgress } from '../../../src/main/window/show-progress';
import { FakeWindow } from '../../fakes/fake-window';
import { failedState, finishedState, runningState } from '../../fixtures/training-states';

let window: FakeWindow;
let tell: TrainingFollower;

beforeEach(() => {
  window = new FakeWindow();
  tell = showProgress(window.asWindow);
});

test.each([
  ['starting', null, 'Getting ready · Wardrobe', [2, 'indeterminate']],
  ['training', 2.1, '42 % · epoch 3 of 5 · Wardrobe', [0.42, 'normal']],
  ['paused', 2.1, 'Paused · 42 % · epoch 3 of 5 · Wardrobe', [0.42, 'paused']],
  ['stopping', 2.1, 'Stopping · 42 % · epoch 3 of 5 · Wardrobe', [0.42, 'normal']],
  ['evaluating', 5, 'Testing · Wardrobe', [2, 'indeterminate']],
] as const)('%s at %s: %s', (phase, position, title, bar) => {
  tell(runningState(phase, position));
  expect(window.titles).toEqual([title]);
  expect(window.bars).toEqual([bar]);
});

test('the taskbar is told what changes, not every figure', () => {
  for (let step = 0; step < 1000; step++) tell(runningState('training', 1 + step / 1000));
  expect(window.bars).toHaveLength(20);
  expect(new Set(window.bars.map(([value]) => value)).size).toBe(20);
});

test.each([
  [finishedState(), 'Trained: 87.4\u00a0% right · Wardrobe', -1],
  [failedState(), 'Training did not finish · Wardrobe', 1],
] as const)('an end that nobody looks at stands there until the window has the focus', (end, title, bar) => {
  tell(runningState('training', 4));
  window.focused = false;
  tell(end);
  expect(window.titles.at(-1)).toBe(title);
  expect(window.bars.at(-1)?.[0]).toBe(bar);
  window.focus();
  expect(window.titles.at(-1)).toBe('Wardrobe');
  expect(window.bars.at(-1)).toEqual([-1, 'none']);
});

test('an end that is looked at, and a run that is thrown away, leave the plain title and no bar', () => {
  for (const end of [finishedState(), failedState(), { status: 'idle', ended: null } as const]) {
    tell(runningState('training', 4));
    tell(end);
    expect(window.titles.at(-1)).toBe('Wardrobe');
    expect(window.bars.at(-1)).toEqual([-1, 'none']);
  }
});

test('a look while it trains changes nothing', () => {
  tell(runningState('training', 4));
  window.focus();
  expect(window.titles).toHaveLength(1);
});

test("a page that is loaded again does not put its own title back, and a window that is gone isn't asked", () => {
  let prevented = false;
  window.emit('page-title-updated', { preventDefault: () => (prevented = true) });
  expect(prevented).toBe(true);
  window.destroyed = true;
  tell(runningState('training', 4));
  expect(window.titles).toEqual([]);
});
