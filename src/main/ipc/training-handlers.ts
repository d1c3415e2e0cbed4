import type { trainingContract } from '#shared/contracts/training';
import type { HandlersOf } from '#shared/define-contract';
import type { TrainingService } from '../training/training-service';

export function trainingHandlers(training: TrainingService): HandlersOf<typeof trainingContract> {
  return {
    state: () => training.snapshot(),
    start: (request) => ({ runId: training.start(request) }),
    pause: () => training.pause(),
    resume: () => training.resume(),
    stop: ({ keep }) => training.stop(keep),
    engine: () => training.engine(),
  };
}
