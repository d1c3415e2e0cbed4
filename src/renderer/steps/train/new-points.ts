import type { CurvePoint } from '#core/domain/training-progress';

/** Tells what is new in curves that grow, so that 10,000 points are not gone through for the sake of one. */
export class NewPoints {
  #taken = 0;
  #last: CurvePoint | undefined;

  /** The points behind those taken before; all of them, and `anew`, when these are not the curves of before. */
  take(curves: readonly CurvePoint[]): { anew: boolean; points: readonly CurvePoint[] } {
    const anew = curves.length < this.#taken || curves[this.#taken - 1] !== this.#last;
    const points = curves.slice(anew ? 0 : this.#taken);
    this.#taken = curves.length;
    this.#last = curves.at(-1);
    return { anew, points };
  }
}
