import type { CurvePoint, Metrics } from '#core/domain/training-progress';
import { NewPoints } from './new-points';

export interface EpochRow {
  /** From 1. */
  epoch: number;
  /** Mean over what has been drawn of this epoch. */
  train: Metrics | null;
  validation: Metrics | null;
}

interface Sums {
  points: number;
  loss: number;
  accuracy: number;
}

/** An epoch's last point may lie a rounding error behind its end. */
const tolerance = 1e-6;

/** Curves that grow, as one row for each epoch that has begun: only what is new is added up. */
export class EpochRowsFeed {
  readonly #new = new NewPoints();
  #rows = new Map<number, EpochRow>();
  #sums = new Map<number, Sums>();

  /** In the order of the epochs. A row that has not changed is the same object as before. */
  take(curves: readonly CurvePoint[]): EpochRow[] {
    const { replaceAll, points } = this.#new.take(curves);
    if (replaceAll) {
      this.#rows = new Map();
      this.#sums = new Map();
    }
    for (const point of points) this.#add(point);
    return [...this.#rows.values()].sort((a, b) => a.epoch - b.epoch);
  }

  #add(point: CurvePoint): void {
    const epoch = Math.max(1, Math.ceil(point.position - tolerance));
    const row = this.#rows.get(epoch) ?? { epoch, train: null, validation: null };
    const changed = point.kind === 'train' ? { train: this.#mean(epoch, point) } : { validation: point };
    this.#rows.set(epoch, { ...row, ...changed });
  }

  #mean(epoch: number, { loss, accuracy }: CurvePoint): Metrics {
    const before = this.#sums.get(epoch) ?? { points: 0, loss: 0, accuracy: 0 };
    const sums = {
      points: before.points + 1,
      loss: before.loss + loss,
      accuracy: before.accuracy + accuracy,
    };
    this.#sums.set(epoch, sums);
    return { loss: sums.loss / sums.points, accuracy: sums.accuracy / sums.points };
  }
}

/** Whole curves as rows. */
export function epochRows(curves: readonly CurvePoint[]): EpochRow[] {
  return new EpochRowsFeed().take(curves);
}
