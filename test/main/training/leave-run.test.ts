import { expect, test } from 'vitest';
import { leaveRun } from '../../../src/main/training/leave-run';
import { TrainingFollowers } from '../../../src/main/training/training-followers';
import { runningState } from '../../fixtures/training-states';

test('a run that is left stops, is kept, and its trainer ends as soon as only the test is to come', async () => {
  const done: string[] = [];
  const followers = new TrainingFollowers(() => undefined);
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const leaving = leaveRun({
    training: { stop: (keep) => void done.push(`stop ${keep}`), ended: () => ended },
    trainer: { close: () => void done.push('close') },
    followers,
  });
  followers.tell(runningState('stopping', 2));
  expect(done).toEqual(['stop true']);
  followers.tell(runningState('evaluating', 2));
  expect(done).toEqual(['stop true', 'close']);
  end();
  await leaving;
  followers.tell(runningState('evaluating', 5));
  expect(done).toEqual(['stop true', 'close']);
});
