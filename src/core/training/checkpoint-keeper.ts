import type { LoopState } from '../domain/loop-state';
import { encodeCheckpoint, type Checkpoint } from '../runs/format/checkpoint-file';
import type { RunJournal } from './run-journal';
import type { Boundary } from './train-epochs';

/** What a crash can cost at most, ms: a little under the 30 s that are promised, as a chunk or a validation may be in the way. */
const longest = 27_000;
/** Between the checkpoints of two short epochs, ms. */
const shortest = 2_000;
/** How much of the time checkpoints may take of the training's. */
const mostShare = 0.02;

type Journal = Pick<RunJournal, 'keepCheckpoint' | 'checkpointFailed'>;

interface Encoded {
  step: number;
  place: string;
  data: Uint8Array;
}

/** The end of an epoch's steps is another place before its validation than after. */
const placeOf = ({ epoch, step }: LoopState): string => `${epoch} ${step}`;

/**
 * Decides when the state of a run is kept, and has it written while training goes on: at least every half minute, at an
 * epoch's end and at a pause, but seldom enough to cost next to nothing.
 */
export class CheckpointKeeper {
  readonly #journal: Journal;
  readonly #take: () => Checkpoint;
  readonly #now: () => number;
  #keptPlace: string;
  #takenAt: number;
  #cost = 0;
  #writing: Promise<unknown> | null = null;
  /** What could not be written at the end. */
  #unwritten: Encoded | null = null;

  /** `take` gives the state as it is then; where the run begins or goes on needs no keeping. */
  constructor(
    journal: Journal,
    take: () => Checkpoint,
    begin: LoopState,
    now: () => number = () => performance.now(),
  ) {
    this.#journal = journal;
    this.#take = take;
    this.#keptPlace = placeOf(begin);
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

  /** Waits for what is being written, then keeps the state as it is now, as the last one. Never rejects. */
  async keepLast(): Promise<void> {
    await this.#writing;
    this.#unwritten = await this.#keep();
  }

  /** Tries again to keep the last state, if that failed, as when the disk was full for a while. Never rejects. */
  async keepLastAgain(): Promise<void> {
    if (this.#unwritten) await this.#write(this.#unwritten);
    this.#unwritten = null;
  }

  /** Never rejects. */
  async settle(): Promise<void> {
    await this.#writing;
  }

  /** Gives what could not be written. Never rejects. */
  async #keep(): Promise<Encoded | null> {
    const encoded = this.#encode();
    if (encoded === null) return null;
    const writing = this.#write(encoded);
    this.#writing = writing.finally(() => (this.#writing = null));
    return (await writing) ? null : encoded;
  }

  /** The state as it is now; null when it is kept already, or can't be had, which the journal tells. */
  #encode(): Encoded | null {
    const started = this.#now();
    this.#takenAt = started;
    try {
      const checkpoint = this.#take();
      const place = placeOf(checkpoint.loop);
      if (place === this.#keptPlace) return null;
      const encoded = { step: checkpoint.engine.step, place, data: encodeCheckpoint(checkpoint) };
      this.#cost = this.#now() - started;
      return encoded;
    } catch (error) {
      this.#journal.checkpointFailed(error);
      return null;
    }
  }

  async #write({ step, place, data }: Encoded): Promise<boolean> {
    const isKept = await this.#journal.keepCheckpoint(step, data);
    if (isKept) this.#keptPlace = place;
    return isKept;
  }
}
