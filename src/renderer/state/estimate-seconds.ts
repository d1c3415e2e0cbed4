import type { TrainingPlan } from '#core/model/training-plan';
import type { RunSummary } from '#shared/contracts/runs';

/**
 * How long `plan` would train here, in seconds, from the newest whole run with the same layers and batch size; null when
 * there is none. `runs`: newest first.
 */
export function estimateSeconds(plan: TrainingPlan, runs: readonly RunSummary[]): number | null {
  const layers = JSON.stringify(plan.layers);
  const like = runs.find(
    (run) =>
      run.status === 'completed' &&
      run.seconds !== null &&
      run.plan.batchSize === plan.batchSize &&
      JSON.stringify(run.plan.layers) === layers,
  );
  return like?.seconds == null ? null : (like.seconds / like.plan.epochs) * plan.epochs;
}
