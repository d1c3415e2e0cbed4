import { encodeCheckpoint, type Checkpoint } from '../runs/checkpoint-file';
import type { RunJournal } from './run-journal';
import type { Boundary } from './train-epochs';

/** What a crash can cost at most, ms: a little under the 30 s that are promised, as a chunk or a validation may be in the way. */
const longest = 27_000;
/** Between the checkpoints of two short epochs, ms. */
const shortest = 2_000;
/** How much of the time checkpoints may take of the training's. */
const mostShare = 0.02;

/**
 * Decides when the state of a run is kept, and has it written while training goes on: at least every half minute, at an
 * epoch's end and at a pause, but seldom enough to cost next to nothing.
 */
export class CheckpointKeeper {
  readonly #journal: Pick<RunJournal, 'keepCheckpoint'>;
  readonly #take: () => Checkpoint;
  readonly #now: () => number;
  #takenAt: number;
  #cost = 0;
  #writing: Promise<unknown> | null = null;

  /** `take` gives the state as it is then. */
  constructor(
    journal: Pick<RunJournal, 'keepCheckpoint'>,
    take: () => Checkpoint,
    now: () => number = () => performance.now(),
  ) {
    this.#journal = journal;
    this.#take = take;
    this.#now = now;
    this.#takenAt = now();
  }

  /** Takes the state if it is time to. Never waits for the disk. */
  consider(boundary: Boundary): void {
    const since = this.#now() - this.#takenAt;
    const pause = Math.min(longest, Math.max(shortest, this.#cost / mostShare));
    const isDue = boundary === 'chunk' ? since >= longest : boundary === 'pause' || since >= pause;
    if (isDue && this.#writing === null) void this.#keep();
  }

  /** Waits for what is being written, then keeps the state as it is now. Never rejects. */
  async keepNow(): Promise<void> {
    await this.#writing;
    await this.#keep();
  }

  /** Never rejects. */
  async settle(): Promise<void> {
    await this.#writing;
  }

  #keep(): Promise<unknown> {
    const started = this.#now();
    this.#takenAt = started;
    const checkpoint = this.#take();
    const writing = this.#journal.keepCheckpoint(checkpoint.engine.step, encodeCheckpoint(checkpoint));
    this.#writing = writing.finally(() => (this.#writing = null));
    this.#cost = this.#now() - started;
    return this.#writing;
  }
}
