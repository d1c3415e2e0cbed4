import type { ClosableWork } from '../window/confirm-close';
import { leaveRun, type LeaveRunOptions } from './leave-run';
import type { TrainingService } from './training-service';

/** The training, as the closing of the window sees it. */
export function closableWork(
  options: LeaveRunOptions & { training: Pick<TrainingService, 'isRunning' | 'snapshot'> },
): ClosableWork {
  const { training } = options;
  return {
    isRunning: () => training.isRunning(),
    stop: (keep) => training.stop(keep),
    ended: () => training.ended(),
    canGoOn: () => {
      const { state } = training.snapshot();
      return state.status === 'running' && (state.phase === 'training' || state.phase === 'paused');
    },
    leave: () => leaveRun(options),
  };
}
