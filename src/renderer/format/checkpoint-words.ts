import type { CheckpointSummary } from '#shared/contracts/schemas';
import { formatCount } from './numbers';

/** The end of an epoch, a rounding error away. */
const tolerance = 1e-6;

/** How far a run had come at its checkpoint: "in epoch 3 of 20, at step 812 of 1,688", "after epoch 3 of 20". */
export function checkpointWords({ step, epoch, epochs }: CheckpointSummary): string {
  const whole = Math.floor(epoch + tolerance);
  const of = `of ${formatCount(epochs)}`;
  if (epoch - whole <= tolerance)
    return whole === 0 ? 'before its first step' : `after epoch ${formatCount(whole)} ${of}`;
  const stepsPerEpoch = Math.round(step / epoch);
  const within = step - whole * stepsPerEpoch;
  return `in epoch ${formatCount(whole + 1)} ${of}, at step ${formatCount(within)} of ${formatCount(stepsPerEpoch)}`;
}
