import { beforeEach, expect, test, vi } from 'vitest';
import type { ClosableWork } from '../../../src/main/window/confirm-close';
import { FakeWindow } from '../../fakes/fake-window';

let asked: { message: string; detail: string; buttons: string[]; defaultId: number; cancelId: number }[];
let answer: (button: string) => void;

vi.mock('electron', () => ({
  dialog: {
    showMessageBox: (_window: unknown, options: (typeof asked)[number]) => {
      asked.push(options);
      return new Promise((resolve) => {
        answer = (button) => resolve({ response: options.buttons.indexOf(button) });
      });
    },
  },
}));
const { confirmClose } = await import('../../../src/main/window/confirm-close');

let window: FakeWindow;
let done: string[];
let running: boolean;
let canGoOn: boolean;
let end: () => void;

const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  [asked, done, running, canGoOn, window] = [[], [], true, true, new FakeWindow()];
  const ended = new Promise<void>((resolve) => {
    end = () => {
      running = false;
      resolve();
    };
  });
  const work: ClosableWork = {
    isRunning: () => running,
    canGoOn: () => canGoOn,
    stop: (keep) => void done.push(`stop ${keep}`),
    ended: () => ended,
    leave: () => {
      done.push('leave');
      return ended;
    },
  };
  confirmClose(window.asWindow, work);
});

test('without a training the window closes unasked', () => {
  running = false;
  window.close();
  expect(window.destroyed).toBe(true);
  expect(asked).toEqual([]);
});

test.each([
  ['Stop and keep', 'stop true'],
  ['Go on next time', 'leave'],
])('"%s": %s, and the window closes once nobody writes to the run', async (button, what) => {
  window.close();
  answer(button);
  await settled();
  expect(done).toEqual([what]);
  expect(window.destroyed).toBe(false);
  end();
  await settled();
  expect(window.destroyed).toBe(true);
});

test('"Keep training" is what Enter and Escape mean, and changes nothing', async () => {
  window.close();
  expect(asked[0]?.buttons[asked[0].defaultId]).toBe('Keep training');
  expect(asked[0]?.cancelId).toBe(asked[0]?.defaultId);
  answer('Keep training');
  await settled();
  expect([done, window.destroyed]).toEqual([[], false]);
  window.close();
  expect(asked).toHaveLength(2);
});

test('it is asked once however often the window is closed, and each answer is explained', () => {
  window.close();
  window.close();
  expect(asked).toHaveLength(1);
  expect(asked[0]?.detail).toMatch(/Stop and keep: .*\n\nGo on next time: /s);
});

test('a run that can not go on yet is not offered to', () => {
  canGoOn = false;
  window.close();
  expect(asked[0]?.buttons).toEqual(['Stop and keep', 'Keep training']);
});

test('a run that ends while the question is open is not stopped any more', async () => {
  window.close();
  end();
  answer('Stop and keep');
  await settled();
  expect(done).toEqual([]);
  expect(window.destroyed).toBe(true);
});
