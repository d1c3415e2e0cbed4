import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError } from '../../../files/disk-error';
import { temporaryName } from '../../../files/temporary-name';

/**
 * A file that is gone from its folder as soon as it is open, so that nothing is left of it however this process ends. Throws
 * WardrobeError('disk').
 */
export class ScratchFile {
  readonly #file: FileHandle;
  readonly #folder: string;

  private constructor(file: FileHandle, folder: string) {
    this.#file = file;
    this.#folder = folder;
  }

  static async create(folder: string): Promise<ScratchFile> {
    try {
      await mkdir(folder, { recursive: true });
      const path = temporaryName(join(folder, 'wardrobe-import'));
      const file = await open(path, 'wx+');
      await rm(path);
      return new ScratchFile(file, folder);
    } catch (error) {
      throw diskError(error, folder);
    }
  }

  async write(bytes: Uint8Array, at: number): Promise<void> {
    let done = 0;
    try {
      while (done < bytes.length) {
        const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, at + done);
        done += bytesWritten;
      }
    } catch (error) {
      throw diskError(error, this.#folder);
    }
  }

  /** `length` bytes; zeros where nothing was written. */
  async read(at: number, length: number): Promise<Uint8Array> {
    const bytes = Buffer.alloc(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.#file.read(bytes, done, length - done, at + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
