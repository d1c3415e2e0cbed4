import type { RunSummary } from '#shared/contracts/runs';
import { formatCount } from './numbers';

/**
 * Epochs a run has trained, which may be fewer than its plan has; with a fraction where it broke off within one. Null where
 * nobody can tell: while it is trained, and without a checkpoint.
 */
export function trainedEpochs({ status, resumable, stoppedEarly, plan }: RunSummary): number | null {
  if (status === 'completed') return stoppedEarly?.epoch ?? plan.epochs;
  return resumable?.epoch ?? null;
}

/** "20", "12 of 500", "1.4 of 20"; "–" where nobody can tell. */
export function epochsInShort(run: RunSummary): string {
  const all = formatCount(run.plan.epochs);
  if (run.status === 'running') return all;
  const exactly = trainedEpochs(run);
  if (exactly === null) return '–';
  const trained = Math.round(exactly * 10) / 10;
  if (trained === run.plan.epochs) return all;
  return `${Number.isInteger(trained) ? formatCount(trained) : trained.toFixed(1)} of ${all}`;
}

/** Why a run has trained fewer epochs than its plan has; empty while it is trained, and where it was to its end. */
export function endInShort(run: RunSummary): string {
  const after = trainedEpochs(run) === null ? '' : ` after ${epochsInShort(run)} epochs`;
  switch (run.status) {
    case 'running':
      return '';
    case 'completed':
      return run.stoppedEarly ? `stopped by itself after epoch ${formatCount(run.stoppedEarly.epoch)}` : '';
    case 'stopped':
      return `stopped by hand${after}`;
    case 'failed':
    case 'interrupted':
      return `broke off${after}`;
  }
}
