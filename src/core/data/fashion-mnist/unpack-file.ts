import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { WardrobeError } from '../../domain/errors';
import { diskError, errorCode } from '../../files/disk-error';
import { cancelled } from './cancelled';
import type { DataFile } from './fashion-mnist';

export interface Unpacking {
  /** The file as it came, plain or gzip: its first bytes tell. */
  from: string;
  /** How people are told of it. */
  name: string;
  expected: DataFile;
  /** Appears only with the right content. */
  to: string;
  signal?: AbortSignal | undefined;
  /** Of the unpacked bytes. */
  onProgress?: ((doneBytes: number) => void) | undefined;
}

/**
 * Copies a data file, unpacked, and checks its SHA-256 on the way. Never writes more than the expected bytes. Throws
 * WardrobeError: 'checksum' for other content, 'too-large', 'corrupt' when it can't be read, 'disk', 'cancelled'.
 */
export async function unpackFile(unpacking: Unpacking): Promise<void> {
  const { to, signal } = unpacking;
  const temporary = `${to}.${process.pid}.tmp`;
  try {
    const output = await open(temporary, 'w').catch((error: unknown) => {
      throw diskError(error, to);
    });
    try {
      await copyChecked(unpacking, output);
      await output.sync().catch((error: unknown) => {
        throw diskError(error, to);
      });
    } finally {
      await output.close();
    }
    await rename(temporary, to).catch((error: unknown) => {
      throw diskError(error, to);
    });
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (signal?.aborted) throw cancelled();
    throw readError(error, unpacking.name);
  }
}

async function copyChecked(unpacking: Unpacking, output: FileHandle): Promise<void> {
  const { from, name, expected, signal, onProgress } = unpacking;
  const hash = createHash('sha256');
  let bytes = 0;
  // A pipeline may reject with what it did to the other streams instead of with this.
  let refusal: unknown;
  const take = async (pieces: AsyncIterable<Uint8Array>): Promise<void> => {
    try {
      for await (const piece of pieces) {
        bytes += piece.byteLength;
        if (bytes > expected.bytes) throw tooLarge(name, expected);
        hash.update(piece);
        await output.writeFile(piece).catch((error: unknown) => {
          throw diskError(error, unpacking.to);
        });
        onProgress?.(bytes);
      }
    } catch (error) {
      refusal = error instanceof WardrobeError ? error : undefined;
      throw error;
    }
  };
  const isPacked = await isGzip(from);
  const input = createReadStream(from, { highWaterMark: 1 << 18 });
  const options = signal ? { signal } : {};
  await (
    isPacked
      ? pipeline(input, createGunzip({ chunkSize: 1 << 18 }), take, options)
      : pipeline(input, take, options)
  ).catch((error: unknown) => {
    throw refusal ?? error;
  });
  if (hash.digest('hex') !== expected.sha256) throw wrongContent(name);
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
  } finally {
    await handle.close();
  }
}

const hint = 'Take the files of Fashion-MNIST as they are published.';

function wrongContent(name: string): WardrobeError {
  const message = `${name} is not Fashion-MNIST's: its content differs. Other data sets use the same file names.`;
  return new WardrobeError('checksum', message, hint);
}

function tooLarge(name: string, { bytes }: DataFile): WardrobeError {
  const message = `${name} unpacks to more than the ${bytes.toLocaleString('en')} bytes it should have.`;
  return new WardrobeError('too-large', message, hint);
}

function readError(error: unknown, name: string): WardrobeError {
  if (error instanceof WardrobeError) return error;
  const code = errorCode(error);
  if (code.startsWith('Z_'))
    return new WardrobeError('checksum', `${name} is not a whole gzip file.`, hint, { cause: error });
  return new WardrobeError('corrupt', `${name} can't be read (${code || String(error)}).`, hint, {
    cause: error,
  });
}
