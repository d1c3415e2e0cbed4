import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onceAFrame } from '../../../../src/renderer/steps/train/once-a-frame';

let waiting: Map<number, () => void>;
beforeEach(() => {
  waiting = new Map();
  let last = 0;
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => {
    waiting.set(++last, work);
    return last;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => waiting.delete(id));
});
afterEach(() => vi.unstubAllGlobals());

function drawFrame(): void {
  const due = [...waiting.values()];
  waiting.clear();
  for (const work of due) work();
}

test('however often it is asked for, the work is done once a frame, and again when it is asked for again', () => {
  const work = vi.fn();
  const frame = onceAFrame(work);
  for (let i = 0; i < 50; i++) frame.ask();
  expect(work).not.toHaveBeenCalled();
  drawFrame();
  drawFrame();
  expect(work).toHaveBeenCalledTimes(1);
  frame.ask();
  drawFrame();
  expect(work).toHaveBeenCalledTimes(2);
});

test('what is cancelled is not done, and can be asked for again', () => {
  const work = vi.fn();
  const frame = onceAFrame(work);
  frame.ask();
  frame.cancel();
  drawFrame();
  expect(work).not.toHaveBeenCalled();
  frame.ask();
  drawFrame();
  expect(work).toHaveBeenCalledTimes(1);
});
