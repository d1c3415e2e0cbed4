import type { RunSummary } from '#shared/contracts/runs';
import type { ChartMark } from './chart-data';
import type { EpochRow } from './epoch-rows';
import { formatCount } from '../../format/numbers';

export type StoppedEarly = NonNullable<RunSummary['stoppedEarly']>;

/** What was found out about a run, and the epoch in which it began, where it has one. */
export interface EpochFinding {
  epoch: number | null;
  title: string;
}

/**
 * What is marked on a run's curves: the epoch whose weights are kept, else the one with the lowest validation loss, and the
 * epochs in which something that was found began.
 */
export function curveMarks(
  rows: readonly EpochRow[],
  stoppedEarly: StoppedEarly | null = null,
  findings: readonly EpochFinding[] = [],
): ChartMark[] {
  const found = findings.flatMap(({ epoch, title }) => (epoch === null ? [] : [{ epoch, text: title }]));
  if (stoppedEarly) {
    const { bestEpoch } = stoppedEarly;
    return [{ epoch: bestEpoch, text: `epoch ${formatCount(bestEpoch)} is kept` }, ...found];
  }
  const best = bestEpoch(rows);
  const isFound = found.some(({ epoch }) => epoch === best);
  if (best === null || isFound) return found;
  return [{ epoch: best, text: `lowest validation loss: epoch ${formatCount(best)}` }, ...found];
}

/** The epoch with the lowest validation loss; null while the newest is the best, or nearly: a mark would only follow it. */
function bestEpoch(rows: readonly EpochRow[]): number | null {
  const judged = rows.flatMap(({ epoch, validation }) =>
    validation && Number.isFinite(validation.loss) ? [{ epoch, loss: validation.loss }] : [],
  );
  const [first, ...others] = judged;
  if (!first) return null;
  const best = others.reduce((a, b) => (b.loss < a.loss ? b : a), first);
  return judged.length - judged.indexOf(best) <= 2 ? null : best.epoch;
}
