import { expect, test, vi } from 'vitest';
import { TrainingFollowers } from '../../../src/main/training/training-followers';

test('a follower that fails is noted, and the others are told all the same', () => {
  const log = vi.fn();
  const followers = new TrainingFollowers(log);
  const second = vi.fn();
  followers.add(() => {
    throw new Error('no desktop');
  }, second);
  followers.tell({ status: 'idle', ended: null });
  expect(second).toHaveBeenCalledWith({ status: 'idle', ended: null });
  expect(log).toHaveBeenCalledWith(expect.stringContaining('no desktop'));
});
