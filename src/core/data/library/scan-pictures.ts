import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { damagedSet, leftOut, partCodes } from './stored-set';
import type { Part } from './library-types';

/** Read at a time. */
const chunkBytes = 4 << 20;

/** Pictures of one part that lie one after the other in the file, as bytes; the first has this position in its part. */
type Visit = (part: Part, first: number, pixels: Uint8Array) => void;

interface Selection {
  /** [count]; `leftOut` for pictures that are passed over. */
  labels: Uint16Array;
  /** [count] of `partCodes`. */
  parts: Uint8Array;
}

/**
 * Reads all pictures of a file, of `bytes` bytes each, and shows the selected ones to `visit` in the file's order. Gives the SHA-256 of
 * the file. Throws WardrobeError: 'corrupt' when the file is shorter or longer than that or can't be read.
 */
export async function scanPictures(
  file: string,
  bytes: number,
  { labels, parts }: Selection,
  visit: Visit,
): Promise<string> {
  const hash = createHash('sha256');
  const perChunk = Math.max(1, Math.floor(chunkBytes / bytes));
  const buffer = new Uint8Array(perChunk * bytes);
  const seen = { train: 0, test: 0 };
  const show = (from: number, end: number, start: number): void => {
    if (end === from || labels[from] === leftOut) return;
    const part = parts[from] === partCodes.test ? 'test' : 'train';
    visit(part, seen[part], buffer.subarray((from - start) * bytes, (end - start) * bytes));
    seen[part] += end - from;
  };
  const isSame = (a: number, b: number): boolean =>
    parts[a] === parts[b] && (labels[a] === leftOut) === (labels[b] === leftOut);
  try {
    const handle = await open(file, 'r');
    try {
      for (let start = 0; start < labels.length; start += perChunk) {
        const count = Math.min(perChunk, labels.length - start);
        await readWhole(handle, buffer.subarray(0, count * bytes), file);
        hash.update(buffer.subarray(0, count * bytes));
        let from = start;
        for (let index = start; index < start + count; index++)
          if (!isSame(from, index)) {
            show(from, index, start);
            from = index;
          }
        show(from, start + count, start);
      }
      if ((await handle.read(buffer, 0, 1)).bytesRead > 0)
        throw damagedSet(file, 'is longer than it should be');
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error
      ? damagedSet(file, `can't be read (${String(error.code)})`, error)
      : error;
  }
  return hash.digest('hex');
}

async function readWhole(
  handle: Awaited<ReturnType<typeof open>>,
  into: Uint8Array,
  file: string,
): Promise<void> {
  for (let at = 0; at < into.length;) {
    const { bytesRead } = await handle.read(into, at, into.length - at);
    if (bytesRead === 0) throw damagedSet(file, 'is shorter than it should be');
    at += bytesRead;
  }
}
