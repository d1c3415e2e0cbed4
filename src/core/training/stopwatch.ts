/** Adds up the time that pieces of work take, those that fail included. */
export class Stopwatch {
  #seconds: number;

  /** `seconds`: spent before, by a run that goes on. */
  constructor(seconds = 0) {
    this.#seconds = seconds;
  }

  get seconds(): number {
    return this.#seconds;
  }

  /** Does `work` and adds its time. */
  time<T>(work: () => T): T {
    const started = performance.now();
    try {
      return work();
    } finally {
      this.#seconds += (performance.now() - started) / 1000;
    }
  }
}
