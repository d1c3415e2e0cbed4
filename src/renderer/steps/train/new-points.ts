import type { CurvePoint } from '#core/domain/training-progress';

/** Tells what is new in curves that grow, so that 10,000 points are not gone through for the sake of one. */
export class NewPoints {
  #taken = 0;
  #last: CurvePoint | undefined;

  /** The points that were added since the last call; all of them, with `replaceAll`, when these are other curves. */
  take(curves: readonly CurvePoint[]): { replaceAll: boolean; points: readonly CurvePoint[] } {
    const replaceAll = curves.length < this.#taken || curves[this.#taken - 1] !== this.#last;
    const points = curves.slice(replaceAll ? 0 : this.#taken);
    this.#taken = curves.length;
    this.#last = curves.at(-1);
    return { replaceAll, points };
  }
}
