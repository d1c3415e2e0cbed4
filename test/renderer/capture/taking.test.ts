import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Taking } from '../../../src/renderer/capture/taking.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A camera that takes so many ms for a picture, and has room for `room` of them. */
function camera({ ms = 5, room = Infinity } = {}) {
  const taken: number[] = [];
  const taking = new Taking(async (classId) => {
    await new Promise((done) => setTimeout(done, ms));
    if (taken.length >= room) return false;
    taken.push(classId);
    return true;
  });
  return { taken, taking };
}

test('ten pictures a second come in while it is held, and none after', async () => {
  const { taken, taking } = camera();
  taking.begin(7);
  await vi.advanceTimersByTimeAsync(1000);
  expect(taken.length).toBeGreaterThanOrEqual(9);
  expect(taken.length).toBeLessThanOrEqual(11);
  taking.end();
  // The frame that was being taken still comes.
  await vi.advanceTimersByTimeAsync(20);
  const before = taken.length;
  await vi.advanceTimersByTimeAsync(1000);
  expect([taken.length, taking.classId]).toEqual([before, null]);
  expect(new Set(taken)).toEqual(new Set([7]));
});

test('a short press takes one, and a press on another class takes over', async () => {
  const { taken, taking } = camera();
  taking.begin(1);
  taking.end();
  await vi.advanceTimersByTimeAsync(500);
  expect(taken).toEqual([1]);
  taking.begin(1);
  taking.begin(2);
  await vi.advanceTimersByTimeAsync(50);
  expect([taken, taking.classId]).toEqual([[1, 1, 2], 2]);
  taking.end();
});

test('a slow machine takes as many as it can, one at a time, and does not catch up', async () => {
  const { taken, taking } = camera({ ms: 400 });
  taking.begin(1);
  await vi.advanceTimersByTimeAsync(2050);
  expect(taken).toHaveLength(5);
  taking.end();
});

test('it ends by itself when there is no room for more', async () => {
  const { taken, taking } = camera({ room: 3 });
  taking.begin(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect([taken.length, taking.classId]).toEqual([3, null]);
});
