import type { Standing } from '../domain/training-progress';
import type { RunRecord } from './run-format';

/**
 * Where a run could go on from, by its checkpoints' steps, newest first; null when it can't: without a checkpoint, while
 * it is trained, and after a divergence, which would only come again.
 */
export function standingOf(record: RunRecord, checkpoints: readonly number[]): Standing | null {
  const { status, error, plan, stepsPerEpoch } = record;
  const [step] = checkpoints;
  if (step === undefined || stepsPerEpoch === null || status === 'running') return null;
  if (status === 'failed' && error?.kind === 'diverged') return null;
  return { step, epoch: step / stepsPerEpoch, epochs: plan.epochs };
}
