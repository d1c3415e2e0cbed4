export interface StopRequest {
  /** Store and evaluate the run as it stands; else remove it. */
  keep: boolean;
}

/** What people ask of a run while it trains. The training loop looks at it between two chunks of steps. */
export class TrainingControl {
  /** The run ends as if by stop(true) once it has taken so many steps. */
  readonly stopAfterSteps: number | null;
  #paused = false;
  #stop: StopRequest | null = null;
  #waiting: (() => void)[] = [];

  constructor({ stopAfterSteps = null }: { stopAfterSteps?: number | null } = {}) {
    this.stopAfterSteps = stopAfterSteps;
  }

  get paused(): boolean {
    return this.#paused && this.#stop === null;
  }

  /** Null until a stop was asked for. */
  get stopRequest(): StopRequest | null {
    return this.#stop;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#wake();
  }

  /** Ends a pause too. Of two requests, the one that discards wins. */
  stop(keep: boolean): void {
    this.#stop = { keep: keep && this.#stop?.keep !== false };
    this.#wake();
  }

  /** Resolves at once when nothing is paused. */
  untilResumed(): Promise<void> {
    return this.paused ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
