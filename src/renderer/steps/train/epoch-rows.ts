import type { CurvePoint } from '#core/training/curve-point';
import type { Metrics } from '#core/training/training-progress';

export interface EpochRow {
  /** From 1. */
  epoch: number;
  /** Mean over what has been drawn of this epoch. */
  train: Metrics | null;
  validation: Metrics | null;
}

/** An epoch's last point may lie a rounding error behind its end. */
const tolerance = 1e-6;

/** The curves as one row for each epoch that has begun. */
export function epochRows(curves: readonly CurvePoint[]): EpochRow[] {
  const byEpoch = new Map<number, Record<CurvePoint['kind'], CurvePoint[]>>();
  for (const point of curves) {
    const epoch = Math.max(1, Math.ceil(point.position - tolerance));
    const found = byEpoch.get(epoch) ?? { train: [], validation: [] };
    found[point.kind].push(point);
    byEpoch.set(epoch, found);
  }
  return [...byEpoch]
    .sort(([a], [b]) => a - b)
    .map(([epoch, { train, validation }]) => ({
      epoch,
      train: train.length > 0 ? { loss: mean(train, 'loss'), accuracy: mean(train, 'accuracy') } : null,
      validation: validation.at(-1) ?? null,
    }));
}

const mean = (points: CurvePoint[], metric: keyof Metrics): number =>
  points.reduce((sum, point) => sum + point[metric], 0) / points.length;
