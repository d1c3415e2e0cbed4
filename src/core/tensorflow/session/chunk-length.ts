/** A call should take about this long, so that a stop is never more than 100 ms away. */
const chunkSeconds = 0.07;
/** A call is at most so many times as long as the one before it: one that was quick by chance says little. */
const mostGrowth = 2;

/** How many steps a call should take, learnt from the calls so far: a machine is not always as busy as it was at the start. */
export class ChunkLength {
  #steps: number;

  /** `secondsPerStep` is the first guess; without one it begins with a single step. */
  constructor(secondsPerStep = chunkSeconds) {
    this.#steps = Math.max(1, Math.floor(chunkSeconds / secondsPerStep));
  }

  get steps(): number {
    return this.#steps;
  }

  /**
   * Learns from a call. One much shorter than asked for, as at the end of an epoch, mostly measures what a call itself costs,
   * unless it takes too long even so.
   */
  learn(steps: number, seconds: number): void {
    if (steps < this.#steps / 2 && seconds < chunkSeconds) return;
    const fitting = Math.floor((chunkSeconds * steps) / seconds);
    this.#steps = Math.max(1, Math.min(fitting, this.#steps * mostGrowth));
  }
}
