import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { WardrobeError } from '../../domain/errors';
import type { PictureSource } from '../../domain/picture-source';
import { errorCode } from '../../files/disk-error';

/** Pictures that lie no further apart than this are read at once: a call to the system costs as much as so many bytes. */
const nearBytes = 8 << 10;
/** The most that is read at once where some of it is not wanted. */
const mostAtOnce = 1 << 20;

/** Open until nobody holds its pictures any more. */
interface OpenFile {
  readonly path: string;
  readonly descriptor: number;
}
const unheld = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

/** A file of pictures of `bytes` bytes each, one after the other. Throws WardrobeError('disk'). */
export class PictureFile {
  readonly #file: OpenFile;
  readonly #bytes: number;

  constructor(path: string, bytes: number) {
    try {
      this.#file = { path, descriptor: openSync(path, 'r') };
    } catch (error) {
      throw unreadable(path, error);
    }
    unheld.register(this, this.#file.descriptor);
    this.#bytes = bytes;
  }

  /** Those in these rows of the file, which ascend. They are read when they are asked for, whatever becomes of the file's name. */
  pictures(rows: Int32Array): PictureSource {
    const bytes = this.#bytes;
    return {
      count: rows.length,
      inMemory: null,
      read: (indices, into = new Uint8Array(indices.length * bytes)) => {
        this.#readRows(
          Int32Array.from(indices, (index) => rows[index]!),
          into,
        );
        return into.subarray(0, indices.length * bytes);
      },
    };
  }

  /** In the order in which they lie in the file, near ones together. */
  #readRows(rows: Int32Array, into: Uint8Array): void {
    const bytes = this.#bytes;
    const places = Uint32Array.from(rows, (_, place) => place).sort((a, b) => rows[a]! - rows[b]!);
    const spare = { buffer: new Uint8Array() };
    for (let first = 0; first < places.length;) {
      const end = this.#endOfRun(rows, places, first);
      const [row, place] = [rows[places[first]!]!, places[first]!];
      if (end - first === 1) {
        this.#readAt(row, into.subarray(place * bytes, (place + 1) * bytes));
      } else {
        const length = (rows[places[end - 1]!]! - row + 1) * bytes;
        if (spare.buffer.length < length) spare.buffer = new Uint8Array(length);
        this.#readAt(row, spare.buffer.subarray(0, length));
        for (const one of places.subarray(first, end)) {
          const from = (rows[one]! - row) * bytes;
          into.set(spare.buffer.subarray(from, from + bytes), one * bytes);
        }
      }
      first = end;
    }
  }

  /** After the last of the places, ordered by their rows, that are read together with that at `first`. */
  #endOfRun(rows: Int32Array, places: Uint32Array, first: number): number {
    const row = rows[places[first]!]!;
    let end = first + 1;
    for (; end < places.length; end++) {
      const [before, next] = [rows[places[end - 1]!]!, rows[places[end]!]!];
      const isNear = (next - before - 1) * this.#bytes <= nearBytes;
      if (!isNear || (next - row + 1) * this.#bytes > mostAtOnce) break;
    }
    return end;
  }

  #readAt(row: number, into: Uint8Array): void {
    const { path, descriptor } = this.#file;
    try {
      for (let done = 0; done < into.length;) {
        const count = readSync(descriptor, into, done, into.length - done, row * this.#bytes + done);
        if (count === 0) throw new Error('it is shorter than it was');
        done += count;
      }
    } catch (error) {
      throw unreadable(path, error);
    }
  }
}

function unreadable(path: string, error: unknown): WardrobeError {
  const reason = error instanceof Error ? error.message : errorCode(error);
  return new WardrobeError(
    'disk',
    `The pictures in ${basename(path)} can't be read: ${reason}.`,
    'Check the disk, then try again; if the file is damaged, remove the data set and import it again.',
    { cause: error },
  );
}
