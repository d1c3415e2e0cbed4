import type { RunSummary } from '#shared/contracts/runs';
import type { ChartMark } from './chart-data';
import type { EpochRow } from './epoch-rows';
import { formatCount } from '../../format/numbers';

export type StoppedEarly = NonNullable<RunSummary['stoppedEarly']>;

/** What is marked on a run's curves: the epoch whose weights are kept, else the one with the lowest validation loss. */
export function curveMarks(rows: readonly EpochRow[], stoppedEarly: StoppedEarly | null = null): ChartMark[] {
  if (stoppedEarly) {
    const { bestEpoch } = stoppedEarly;
    return [{ epoch: bestEpoch, text: `epoch ${formatCount(bestEpoch)} is kept` }];
  }
  const judged = rows.filter(({ validation }) => validation !== null && Number.isFinite(validation.loss));
  const [first, ...others] = judged;
  if (!first) return [];
  const best = others.reduce((a, b) => (b.validation!.loss < a.validation!.loss ? b : a), first);
  // While the newest is the best, or nearly, the mark would only follow the curve's end.
  if (judged.length - judged.indexOf(best) <= 2) return [];
  return [{ epoch: best.epoch, text: `lowest validation loss: epoch ${formatCount(best.epoch)}` }];
}
