import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** Bytes that wait in memory for their write. */
const writeAtOnce = 4 << 20;

/** A file that is written from its beginning, in large pieces, with its SHA-256. */
export class HashedFile {
  readonly #handle: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #bytes = 0;
  #closed = false;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Takes a copy. */
  async write(data: Uint8Array): Promise<void> {
    this.#waiting.push(Uint8Array.from(data));
    this.#waitingBytes += data.length;
    if (this.#waitingBytes >= writeAtOnce) await this.#flush();
  }

  /** All of it is on the disk then. */
  async end(): Promise<{ bytes: number; sha256: string }> {
    await this.#flush();
    await this.#handle.sync();
    await this.close();
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#handle.close();
  }

  async #flush(): Promise<void> {
    const data = Buffer.concat(this.#waiting);
    [this.#waiting, this.#waitingBytes] = [[], 0];
    this.#hash.update(data);
    this.#bytes += data.length;
    await this.#handle.writeFile(data);
  }
}
