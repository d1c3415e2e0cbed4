import type { RunSummary } from '#shared/contracts/runs';
import { formatCount } from './numbers';

/** Epochs a run has trained, which may be fewer than its plan has; with a fraction where it broke off within one. */
export function trainedEpochs({ status, resumable, stoppedEarly, plan }: RunSummary): number {
  if (stoppedEarly) return stoppedEarly.epoch;
  return status !== 'completed' && resumable ? resumable.epoch : plan.epochs;
}

/** "20", "12 of 500", "1.4 of 20". */
export function epochsInShort(run: RunSummary): string {
  const trained = Math.round(trainedEpochs(run) * 10) / 10;
  const all = formatCount(run.plan.epochs);
  if (trained === run.plan.epochs) return all;
  return `${Number.isInteger(trained) ? formatCount(trained) : trained.toFixed(1)} of ${all}`;
}

/** Why a run has trained fewer epochs than its plan has; empty where it was to its end. */
export function endInShort(run: RunSummary): string {
  if (run.stoppedEarly) return `stopped by itself after epoch ${formatCount(run.stoppedEarly.epoch)}`;
  if (run.status === 'completed') return '';
  return run.status === 'stopped'
    ? `stopped by hand after ${epochsInShort(run)} epochs`
    : `broke off after ${epochsInShort(run)} epochs`;
}
