import { toErrorInfo } from '../errors';
import type { RunWriter } from '../runs/run-writer';
import type { CurvePoint } from './curve-point';
import type { NamedTensor } from './engine';
import type { TrainingObserver } from './training-observer';

/** Curve points wait at most so long for their write, ms. */
const flushEvery = 1000;

/**
 * Stores a run while it trains. What can't be written now (the disk is full for a while) is told as a warning, once, and
 * tried again with the next write, and training goes on; only what is kept in the end must succeed.
 */
export class RunJournal {
  readonly #writer: RunWriter;
  readonly #warn: NonNullable<TrainingObserver['warning']>;
  #unwritten: CurvePoint[] = [];
  #flushedAt = -Infinity;
  #failing = false;
  #keptEpoch: number | null = null;

  constructor(writer: RunWriter, warn: NonNullable<TrainingObserver['warning']>) {
    this.#writer = writer;
    this.#warn = warn;
  }

  /** Never waits for the disk. */
  add(points: readonly CurvePoint[]): void {
    this.#unwritten.push(...points);
    if (performance.now() - this.#flushedAt >= flushEvery) void this.flush();
  }

  /** Never rejects. */
  async flush(): Promise<void> {
    this.#flushedAt = performance.now();
    const points = this.#unwritten;
    if (points.length === 0) return;
    this.#unwritten = [];
    const written = await this.#tried(() => this.#writer.appendPoints(points));
    if (!written) this.#unwritten = [...points, ...this.#unwritten];
  }

  /** Stores the weights as they are after `epoch`. Never rejects. */
  async keepWeights(epoch: number, weights: readonly NamedTensor[]): Promise<void> {
    if (await this.#tried(() => this.#writer.saveWeights(weights))) this.#keptEpoch = epoch;
  }

  /** The epoch after which the stored weights were taken; null while there are none. */
  get keptEpoch(): number | null {
    return this.#keptEpoch;
  }

  async #tried(write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
      this.#failing = false;
      return true;
    } catch (error) {
      if (!this.#failing) this.#warn(toErrorInfo(error));
      this.#failing = true;
      return false;
    }
  }
}
