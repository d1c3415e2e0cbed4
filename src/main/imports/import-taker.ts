import { importSource } from '#core/data/import/import-source';
import type { ImportOptions, ImportSource } from '#core/data/import/import-types';
import type { ImportSession, RefusedPicture } from '#core/data/import/session/import-session';
import { pictureBytes } from '#core/domain/data-set';
import { WardrobeError } from '#core/domain/errors';
import { ImportQueue } from './import-queue';
import { answerBytes, packBytes, readPictures } from './read-pictures';

/** A lot that has come back from the page. */
export interface DecodedLot {
  lot: number;
  pixels: Uint8Array;
  refused: readonly { index: number; reason: string; message: string }[];
  turned: number;
}

/** What is handed out: files one after the other, with their lengths. */
export interface EncodedLot {
  lot: number;
  indices: number[];
  lengths: number[];
  bytes: Uint8Array;
}

const mostPerLot = 256;
const firstLot = 4;
/** The rate of the first seconds says little. */
const secondsToJudge = 2;

/** Brings the pictures of a session's source into it: files by way of the page, which decodes them; pixels directly. */
export class ImportTaker {
  refused = 0;
  turned = 0;
  readonly #session: ImportSession;
  readonly #queue: ImportQueue;
  readonly #started = performance.now();
  readonly #onProgress: () => void;
  /** Files that were read so far, and their bytes. */
  #read = { files: 0, bytes: 0 };
  #over = false;

  constructor(session: ImportSession, onProgress: () => void) {
    this.#session = session;
    this.#onProgress = onProgress;
    this.#queue = new ImportQueue(this.total);
  }

  get options(): ImportOptions {
    return this.#session.options;
  }

  get total(): number {
    return this.#source.pictures.length;
  }

  get done(): number {
    return this.#session.done;
  }

  get isDone(): boolean {
    return this.done === this.total;
  }

  /** At the rate so far; null while there is none. */
  get secondsLeft(): number | null {
    const seconds = (performance.now() - this.#started) / 1000;
    if (this.done === 0 || seconds < secondsToJudge) return null;
    return (seconds / this.done) * (this.total - this.done);
  }

  get #source(): ImportSource {
    return this.#session.source;
  }

  /** Takes the pictures of a source that has them as pixels. Throws WardrobeError: 'cancelled', 'disk'. */
  async takePixels(signal: AbortSignal): Promise<void> {
    await importSource(this.#session, null, { signal, onProgress: () => this.#onProgress() });
  }

  /** Files for the page to decode; those that can't be read are refused at once. Null when none is left to hand out. */
  async next(): Promise<EncodedLot | null> {
    for (;;) {
      const begun = this.#over ? null : this.#queue.begin(this.#lotLimit());
      if (!begun) return null;
      const { lot, indices } = begun;
      const outcomes = await readPictures(this.#source, indices);
      if (this.#over) return null;
      const readable = indices.filter((_, i) => outcomes[i] instanceof Uint8Array);
      this.#queue.narrow(lot, readable, indices.slice(outcomes.length));
      const unreadable = outcomes.flatMap((outcome, i) =>
        outcome instanceof Uint8Array ? [] : [{ index: indices[i]!, ...outcome, reason: outcome.kind }],
      );
      if (unreadable.length > 0) await this.#add([], new Uint8Array(), unreadable);
      if (readable.length === 0) continue;
      const packed = packBytes(outcomes.filter((outcome) => outcome instanceof Uint8Array));
      this.#read.files += readable.length;
      this.#read.bytes += packed.bytes.length;
      return { lot, indices: readable, ...packed };
    }
  }

  /** Takes in a lot. One that is not awaited any more is dropped. Throws as `ImportSession.take`. */
  async take({ lot, pixels, refused, turned }: DecodedLot): Promise<void> {
    const indices = this.#over ? null : this.#queue.end(lot);
    if (!indices) return;
    const left = new Set(refused.map(({ index }) => index));
    const size = pictureBytes(this.options.shape);
    const taken = indices.filter((index) => !left.has(index));
    if (pixels.length !== taken.length * size || left.size !== indices.length - taken.length)
      throw new WardrobeError('bad-input', 'A lot of pictures came back with another length than it should.');
    this.turned += turned;
    await this.#add(taken, pixels, refused);
  }

  /** The page is gone: another may ask for what it had. */
  async pageIsGone(): Promise<void> {
    const givenUp = this.#queue.loseAll().map((index) => ({ index, ...pageEnded }));
    if (givenUp.length > 0) await this.#add([], new Uint8Array(), givenUp);
  }

  /** Hands out and takes in nothing any more. */
  end(): void {
    this.#over = true;
  }

  async #add(
    taken: readonly number[],
    pixels: Uint8Array,
    refused: readonly Omit<RefusedPicture, 'name'>[],
  ): Promise<void> {
    const nameOf = (index: number) => this.#source.pictures[index]?.name ?? '';
    await this.#session.take(
      taken,
      pixels,
      refused.map(({ index, reason, message }) => ({ index, name: nameOf(index), reason, message })),
    );
    this.refused += refused.length;
    this.#onProgress();
  }

  /** As many as fill an answer, going by the size of those before. */
  #lotLimit(): number {
    const { files, bytes } = this.#read;
    if (files === 0) return firstLot;
    return Math.max(1, Math.min(mostPerLot, Math.floor((answerBytes * files) / Math.max(1, bytes))));
  }
}

const pageEnded = {
  reason: 'internal',
  message: 'Reading this picture ended the window’s page several times.',
};
