import type { trainingContract } from '#shared/contracts/training';
import type { HandlersOf } from '#shared/define-contract';
import type { ProbeService } from '../training/probe-service';
import type { TrainingService } from '../training/training-service';

export function trainingHandlers(
  training: TrainingService,
  probes: ProbeService,
): HandlersOf<typeof trainingContract> {
  return {
    state: () => training.snapshot(),
    start: (request) => ({ runId: training.start(request) }),
    resumeRun: async ({ id }) => ({ runId: await training.resumeRun(id, null) }),
    extend: async ({ id, epochs }) => ({ runId: await training.resumeRun(id, epochs) }),
    pause: () => training.pause(),
    resume: () => training.resume(),
    stop: ({ keep }) => training.stop(keep),
    probe: (request) => probes.probe(request),
    engine: () => training.engine(),
  };
}
