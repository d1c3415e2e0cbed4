import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { WardrobeError } from '../../../domain/errors';
import { errorCode } from '../../../files/disk-error';
import type { FileSet } from './file-set';
import { readError } from './read-error';

const isGzip = (start: Uint8Array): boolean => start[0] === 0x1f && start[1] === 0x8b;

/** A file's bytes, unpacked where it is packed by gzip. */
export async function unpackedStream(files: FileSet, index: number): Promise<Readable> {
  const stream = await files.stream(index);
  if (!isGzip(await files.start(index, 2))) return stream;
  // Errors of the file reach the reader through the unpacker.
  return pipeline(stream, createGunzip({ chunkSize: 1 << 18 }), () => undefined);
}

/** The first bytes of a file, unpacked where it is packed; what there is of them where it is damaged. */
export async function unpackedStart(files: FileSet, index: number, bytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of await unpackedStream(files, index)) {
      pieces.push(piece as Uint8Array);
      length += (piece as Uint8Array).length;
      if (length >= bytes) break;
    }
  } catch (error) {
    if (!errorCode(error).startsWith('Z_')) throw readError(error);
  }
  return Buffer.concat(pieces).subarray(0, bytes);
}

/** What a stream failed with, in words about that file. */
export function streamError(error: unknown, name: string): WardrobeError {
  if (error instanceof WardrobeError) return error;
  if (errorCode(error).startsWith('Z_'))
    return new WardrobeError('corrupt', `${name} is not a whole gzip file.`, 'Download it again.', {
      cause: error,
    });
  const { kind, message, hint } = readError(error);
  return new WardrobeError(kind, `${name}: ${message}`, hint, { cause: error });
}
