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
  #flushing: Promise<boolean> = Promise.resolve(true);
  #keptEpoch: number | null = null;

  constructor(writer: RunWriter, warn: NonNullable<TrainingObserver['warning']>) {
    this.#writer = writer;
    this.#warn = warn;
  }

  /** Never waits for the disk. */
  add(points: readonly CurvePoint[]): void {
    this.#unwritten.push(...points);
    if (performance.now() - this.#flushedAt < flushEvery) return;
    this.#flushedAt = performance.now();
    void this.flush();
  }

  /** Whether all points that were added are written now. Never rejects. */
  flush(): Promise<boolean> {
    this.#flushing = this.#flushing.then(() => this.#flush());
    return this.#flushing;
  }

  /** Stores an encoded checkpoint, once the curves up to it are stored; gives whether it did. Never rejects. */
  async keepCheckpoint(step: number, data: Uint8Array): Promise<boolean> {
    return (await this.flush()) && this.#tried(() => this.#writer.saveCheckpoint(step, data));
  }

  /** Stores the weights as they are after `epoch`. Never rejects. */
  async keepWeights(epoch: number, weights: readonly NamedTensor[]): Promise<void> {
    if (await this.#tried(() => this.#writer.saveWeights(weights))) this.#keptEpoch = epoch;
  }

  /** The epoch after which the stored weights were taken; null while there are none. */
  get keptEpoch(): number | null {
    return this.#keptEpoch;
  }

  async #flush(): Promise<boolean> {
    this.#flushedAt = performance.now();
    const points = this.#unwritten;
    if (points.length === 0) return true;
    this.#unwritten = [];
    const written = await this.#tried(() => this.#writer.appendPoints(points));
    if (!written) this.#unwritten = [...points, ...this.#unwritten];
    return written;
  }

  async #tried(write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
      if (this.#failing) this.#warn(null);
      this.#failing = false;
      return true;
    } catch (error) {
      if (!this.#failing) this.#warn(toErrorInfo(error));
      this.#failing = true;
      return false;
    }
  }
}
