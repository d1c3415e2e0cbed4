import { toErrorInfo } from '../errors';
import type { RunWriter } from '../runs/run-writer';
import type { CurvePoint } from './curve-point';
import type { NamedTensor } from './engine';
import type { TrainingObserver } from './training-observer';

/**
 * Stores a run while it trains. What can't be written now (the disk is full for a while) is told as a warning and tried
 * again with the next write, and training goes on; only what is kept in the end must succeed.
 */
export class RunJournal {
  readonly #writer: RunWriter;
  readonly #warn: NonNullable<TrainingObserver['warning']>;
  #unwritten: CurvePoint[] = [];

  constructor(writer: RunWriter, warn: NonNullable<TrainingObserver['warning']>) {
    this.#writer = writer;
    this.#warn = warn;
  }

  /** Curve points to store with the next `flush`. */
  add(points: readonly CurvePoint[]): void {
    this.#unwritten.push(...points);
  }

  async flush(): Promise<void> {
    if (this.#unwritten.length === 0) return;
    await this.#trying(async () => {
      await this.#writer.appendPoints(this.#unwritten);
      this.#unwritten = [];
    });
  }

  async keepWeights(weights: readonly NamedTensor[]): Promise<void> {
    await this.#trying(() => this.#writer.saveWeights(weights));
  }

  async #trying(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#warn(toErrorInfo(error));
    }
  }
}
