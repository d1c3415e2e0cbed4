import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import type { TrainingFollower } from '../../../src/main/training/training-followers';
import { FakeWindow } from '../../fakes/fake-window';
import { failedState, finishedState, runningState } from '../../fixtures/training-states';

class FakeNotification extends EventEmitter {
  static supported = true;
  static all: FakeNotification[] = [];
  static isSupported = () => FakeNotification.supported;
  visible = false;

  constructor(readonly words: { title: string; body: string }) {
    super();
    FakeNotification.all.push(this);
  }

  show(): void {
    this.visible = true;
  }

  close(): void {
    this.visible = false;
  }
}

vi.mock('electron', () => ({ Notification: FakeNotification }));
const { tellOutcome } = await import('../../../src/main/window/tell-outcome');

let window: FakeWindow;
let tell: TrainingFollower;

beforeEach(() => {
  FakeNotification.all = [];
  FakeNotification.supported = true;
  window = new FakeWindow();
  tell = tellOutcome(window.asWindow);
});

const background = [
  ['not focused', { focused: false }],
  ['minimised', { minimized: true }],
] as const;

test.each(background)('a run that ends while the window is %s is told, once', (_, how) => {
  tell(runningState('training', 4));
  Object.assign(window, how);
  tell(finishedState());
  tell(finishedState());
  expect(FakeNotification.all.map(({ words }) => words)).toEqual([
    { title: 'Trained: 87.4\u00a0% right', body: 'Classic is trained. Click to look at it.' },
  ]);
  expect(FakeNotification.all[0]?.visible).toBe(true);
});

test.each([
  [finishedState('stopped'), 'Trained: 87.4\u00a0% right', /stopped and kept/],
  [failedState('The disk is full.'), 'Training did not finish', /Classic: The disk is full\./],
] as const)('other ends are told as what they are', (end, title, body) => {
  window.focused = false;
  tell(runningState('training', 4));
  tell(end);
  expect(FakeNotification.all[0]?.words.title).toBe(title);
  expect(FakeNotification.all[0]?.words.body).toMatch(body);
});

test('nothing is told while the window is looked at, of a run thrown away, or without a desktop that can', () => {
  tell(runningState('training', 4));
  tell(finishedState());
  window.focused = false;
  tell(runningState('training', 4));
  tell({ status: 'idle', ended: null });
  FakeNotification.supported = false;
  tell(runningState('training', 4));
  tell(finishedState());
  expect(FakeNotification.all).toEqual([]);
});

test('a click brings the window to the front, and the note is gone then', () => {
  window.focused = false;
  window.minimized = true;
  tell(runningState('training', 4));
  tell(finishedState());
  FakeNotification.all[0]?.emit('click');
  expect(window).toMatchObject({ focused: true, minimized: false });
  expect(FakeNotification.all[0]?.visible).toBe(false);
});

test('a note about the last run goes when the next one starts', () => {
  window.focused = false;
  tell(runningState('training', 4));
  tell(finishedState());
  tell(runningState('starting', null));
  expect(FakeNotification.all[0]?.visible).toBe(false);
});
