import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders looked at at a time. */
const atOnce = 32;

interface Kept<T> {
  state: string;
  value: T;
}

/**
 * What was read from folders, kept for as long as nothing in them changes: neither an entry of the folder itself nor one of
 * the `watched` files. To look at a folder costs a few calls of stat; to read it again, opening and parsing.
 */
export class FolderCache<T> {
  readonly #read: (folder: string) => Promise<T>;
  readonly #watched: readonly string[];
  readonly #kept = new Map<string, Kept<T>>();
  #reads = 0;

  /** `read` never rejects. */
  constructor(watched: readonly string[], read: (folder: string) => Promise<T>) {
    this.#watched = watched;
    this.#read = read;
  }

  /** How many times a folder was read so far. */
  get reads(): number {
    return this.#reads;
  }

  async get(folder: string): Promise<T> {
    const before = await this.#stateOf(folder);
    const kept = this.#kept.get(folder);
    if (kept?.state === before) return kept.value;
    this.#reads += 1;
    const value = await this.#read(folder);
    // What changed while it was read is read again the next time.
    if ((await this.#stateOf(folder)) === before) this.#kept.set(folder, { state: before, value });
    return value;
  }

  /** What is in each of `folders`, in that order; forgets all others. */
  async getAll(folders: readonly string[]): Promise<T[]> {
    const wanted = new Set(folders);
    for (const folder of this.#kept.keys()) if (!wanted.has(folder)) this.#kept.delete(folder);
    return mapBounded(folders, atOnce, (folder) => this.get(folder));
  }

  async #stateOf(folder: string): Promise<string> {
    const paths = [folder, ...this.#watched.map((name) => join(folder, name))];
    return (await Promise.all(paths.map(stateOfOne))).join();
  }
}

/** A file that is replaced has another number, one that is written in place another time or size. */
async function stateOfOne(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch {
    return '';
  }
}

/** `Promise.all` over `items` with at most `limit` of them under way at a time. */
async function mapBounded<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
