import type { CurvePoint } from '#core/domain/training-progress';
import type { Metric } from './chart-data';
import { CurveReducer } from './curve-reducer';
import { NewPoints } from './new-points';

/** More points than this are never drawn of one curve: a chart is not many more pixels wide. */
export const mostPoints = 1600;

/** The two curves of a run in one metric, short enough to draw and brought up to date by what is new only. */
export class CurveFeed {
  readonly #metric: Metric;
  readonly #new = new NewPoints();
  train = new CurveReducer(mostPoints);
  validation = new CurveReducer(mostPoints);

  constructor(metric: Metric) {
    this.#metric = metric;
  }

  take(curves: readonly CurvePoint[]): void {
    const { replaceAll, points } = this.#new.take(curves);
    if (replaceAll) {
      this.train = new CurveReducer(mostPoints);
      this.validation = new CurveReducer(mostPoints);
    }
    for (const { kind, position, [this.#metric]: y } of points) {
      // Where there is no finite number, nothing can be drawn.
      if (Number.isFinite(y)) this[kind].add({ x: position, y });
    }
  }

  /** The lowest and highest of both curves; empty while there are no points. */
  extremes(): number[] {
    return [...this.train.extremes(), ...this.validation.extremes()];
  }
}
