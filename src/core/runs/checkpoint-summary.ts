import type { RunRecord } from './run-format';

/**
 * The newest checkpoint of a stored run. `step` counts from the run's start; `epoch` is fractional, as on the curves: 2.5 is
 * halfway through the third. `epochs` is the plan's total.
 */
export interface CheckpointSummary {
  step: number;
  epoch: number;
  epochs: number;
}

/**
 * The checkpoint that a run can resume from. `checkpoints` holds their steps, newest first. Null when the run can't resume:
 * without a checkpoint, while it trains, and after a divergence, which would only happen again.
 */
export function checkpointSummaryOf(
  record: RunRecord,
  checkpoints: readonly number[],
): CheckpointSummary | null {
  const { status, error, plan, stepsPerEpoch } = record;
  const [step] = checkpoints;
  if (step === undefined || stepsPerEpoch === null || status === 'running') return null;
  if (status === 'failed' && error?.kind === 'diverged') return null;
  return { step, epoch: step / stepsPerEpoch, epochs: plan.epochs };
}
