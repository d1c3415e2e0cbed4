import { toErrorInfo, type ErrorInfo } from '../domain/errors';
import type { NamedTensor } from '../domain/named-tensor';
import type { TrainingObserver } from '../domain/training-observer';
import type { CurvePoint } from '../domain/training-progress';
import type { RunWriter } from '../runs/write/run-writer';

/** Curve points wait at most so long for their write, ms. */
const flushEvery = 1000;

/** What is stored while a run trains; on a disk that is almost full a small one may pass where a large one fails. */
type Stored = 'curves' | 'checkpoint' | 'weights';

/**
 * Stores a run while it trains. What can't be written now (the disk is full for a while) is told as a warning, once, and
 * tried again with the next write, and training goes on; only what is kept in the end must succeed. The warning is taken
 * back when nothing fails any more.
 */
export class RunJournal {
  readonly #writer: RunWriter;
  readonly #warn: NonNullable<TrainingObserver['warning']>;
  readonly #lastingWarning: ErrorInfo | null;
  #unwritten: CurvePoint[] = [];
  #flushedAt = -Infinity;
  readonly #failing = new Set<Stored>();
  #flushing: Promise<boolean> = Promise.resolve(true);
  #keptEpoch: number | null = null;

  /** `lastingWarning` is shown while nothing fails. */
  constructor(
    writer: RunWriter,
    warn: NonNullable<TrainingObserver['warning']>,
    lastingWarning: ErrorInfo | null = null,
  ) {
    this.#writer = writer;
    this.#warn = warn;
    this.#lastingWarning = lastingWarning;
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
    return (await this.flush()) && this.#tried('checkpoint', () => this.#writer.saveCheckpoint(step, data));
  }

  /** Tells that there is no checkpoint to store: its making failed with `error`. */
  checkpointFailed(error: unknown): void {
    this.#fails('checkpoint', error);
  }

  /** Stores the weights as they are after `epoch`. Never rejects. */
  async keepWeights(epoch: number, weights: readonly NamedTensor[]): Promise<void> {
    if (await this.#tried('weights', () => this.#writer.saveWeights(weights))) this.#keptEpoch = epoch;
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
    const written = await this.#tried('curves', () => this.#writer.appendPoints(points));
    if (!written) this.#unwritten = [...points, ...this.#unwritten];
    return written;
  }

  async #tried(what: Stored, write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
    } catch (error) {
      this.#fails(what, error);
      return false;
    }
    if (this.#failing.delete(what) && this.#failing.size === 0) this.#warn(this.#lastingWarning);
    return true;
  }

  #fails(what: Stored, error: unknown): void {
    if (this.#failing.size === 0) this.#warn(toErrorInfo(error));
    this.#failing.add(what);
  }
}
