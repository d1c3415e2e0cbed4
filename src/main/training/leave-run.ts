import type { TrainerProcess } from './trainer-process';
import type { TrainingFollowers } from './training-followers';
import type { TrainingService } from './training-service';

export interface LeaveRunOptions {
  training: Pick<TrainingService, 'stop' | 'ended'>;
  trainer: Pick<TrainerProcess, 'close'>;
  followers: Pick<TrainingFollowers, 'add'>;
}

/**
 * Stops the run where it stands, to go on another time: its checkpoint is stored, and the test of a model that is not done
 * is left out. Resolves when nobody writes to the run any more.
 */
export async function leaveRun({ training, trainer, followers }: LeaveRunOptions): Promise<void> {
  const unfollow = followers.add((state) => {
    // A run that is to be kept is tested once all that it goes on from is on disk.
    if (state.status === 'running' && state.phase === 'evaluating') trainer.close();
  });
  training.stop(true);
  await training.ended();
  unfollow();
}
