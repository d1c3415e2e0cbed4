import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from '../../src/main/throttle';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first ask calls at once, further ones once later, and the last is never lost', () => {
  const call = vi.fn();
  const throttled = throttle(100, call);
  for (let i = 0; i < 10; i++) throttled.ask();
  expect(call).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(100);
  expect(call).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(500);
  expect(call).toHaveBeenCalledTimes(2);
  throttled.ask();
  expect(call).toHaveBeenCalledTimes(3);
});

test('a call that is due can be forgotten', () => {
  const call = vi.fn();
  const throttled = throttle(100, call);
  throttled.ask();
  throttled.ask();
  throttled.cancel();
  vi.advanceTimersByTime(500);
  expect(call).toHaveBeenCalledTimes(1);
});
