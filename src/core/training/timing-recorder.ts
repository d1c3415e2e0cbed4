import type { EpochSummary, TrainingObserver } from '../domain/training-observer';
import type { TrainingProgress } from '../domain/training-progress';
import type { RunTimings } from '../runs/format/run-format';

/** Notes how long the parts of a run take, from what it hears as an observer. */
export class TimingRecorder implements TrainingObserver {
  readonly #timings: RunTimings;

  /** `before`: of the same run up to where it goes on. */
  constructor(before: RunTimings | null = null) {
    this.#timings = before
      ? { ...before, epochSeconds: [...before.epochSeconds] }
      : { compileSeconds: null, epochSeconds: [], picturesPerSecond: null, evaluationSeconds: null };
  }

  get timings(): RunTimings {
    return { ...this.#timings, epochSeconds: [...this.#timings.epochSeconds] };
  }

  compiled(seconds: number): void {
    this.#timings.compileSeconds = seconds;
  }

  progress({ examplesPerSecond }: TrainingProgress): void {
    if (examplesPerSecond > 0) this.#timings.picturesPerSecond = Math.round(examplesPerSecond);
  }

  epoch({ seconds }: EpochSummary): void {
    this.#timings.epochSeconds.push(seconds);
  }

  /** Does the evaluation and notes its time. */
  async evaluation<T>(work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    this.#timings.evaluationSeconds = (performance.now() - started) / 1000;
    return result;
  }
}
