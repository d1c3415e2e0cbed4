import type { Attempt, DatasetProgress } from './dataset-progress';

const shortestPause = 100;
/** Speed is taken over this many ms. */
const speedWindow = 5000;

/** Tells how far a job is, about ten times a second at most; a new phase, source or attempt is told at once. */
export class ProgressReporter {
  readonly #tell: (progress: DatasetProgress) => void;
  #state: DatasetProgress = {
    phase: 'looking',
    source: '',
    file: null,
    doneBytes: 0,
    totalBytes: 0,
    secondsLeft: null,
    attempts: [],
  };
  #toldAt = -Infinity;
  #samples: { at: number; bytes: number }[] = [];

  constructor(tell: (progress: DatasetProgress) => void = () => undefined) {
    this.#tell = tell;
  }

  get attempts(): Attempt[] {
    return this.#state.attempts;
  }

  begin(phase: DatasetProgress['phase'], source: string): void {
    if (this.#state.phase === phase && this.#state.source === source) return;
    this.#samples = [];
    this.#state = {
      ...this.#state,
      phase,
      source,
      file: null,
      doneBytes: 0,
      totalBytes: 0,
      secondsLeft: null,
    };
    this.#emit();
  }

  failed(attempt: Attempt): void {
    this.#state = { ...this.#state, attempts: [...this.#state.attempts, attempt] };
    this.#emit();
  }

  /** `totalBytes` is 0 while it is not known. */
  advance(file: string, doneBytes: number, totalBytes: number): void {
    const now = performance.now();
    this.#sample(now, doneBytes);
    this.#state = {
      ...this.#state,
      file,
      doneBytes,
      totalBytes,
      secondsLeft: this.#secondsLeft(doneBytes, totalBytes),
    };
    if (now - this.#toldAt >= shortestPause) this.#emit();
  }

  #emit(): void {
    this.#toldAt = performance.now();
    this.#tell(this.#state);
  }

  #sample(at: number, bytes: number): void {
    const last = this.#samples.at(-1);
    if (last && bytes < last.bytes) this.#samples = [];
    if (!last || at - last.at >= shortestPause || bytes < last.bytes) this.#samples.push({ at, bytes });
    while ((this.#samples[0]?.at ?? at) < at - speedWindow) this.#samples.shift();
  }

  #secondsLeft(doneBytes: number, totalBytes: number): number | null {
    const first = this.#samples[0];
    if (!first || totalBytes === 0) return null;
    const bytesPerMs = (doneBytes - first.bytes) / (performance.now() - first.at);
    return bytesPerMs > 0 && Number.isFinite(bytesPerMs)
      ? Math.max(0, totalBytes - doneBytes) / bytesPerMs / 1000
      : null;
  }
}
