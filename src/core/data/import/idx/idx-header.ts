import type { PictureShape } from '../../../domain/data-set';

/** Bytes that hold any header that is read. */
export const longestHeader = 4 + 4 * 4;
const unsignedBytes = 8;

export type IdxHeader =
  | { holds: 'labels'; count: number; headerBytes: number }
  | {
      holds: 'pictures';
      count: number;
      headerBytes: number;
      shape: PictureShape;
      /** Whether a picture's channels come one after the other instead of those of a pixel together. */
      planes: boolean;
    };

export interface IdxFile {
  /** Its position among the files. */
  file: number;
  name: string;
  header: IdxHeader;
}

/** What an IDX file of bytes holds, by its first bytes; null for anything else. */
export function idxHeader(start: Uint8Array): IdxHeader | null {
  if (start.length < 8 || start[0] !== 0 || start[1] !== 0 || start[2] !== unsignedBytes) return null;
  const dimensions = start[3] ?? 0;
  const headerBytes = 4 + 4 * dimensions;
  if (dimensions < 1 || dimensions > 4 || start.length < headerBytes) return null;
  const view = new DataView(start.buffer, start.byteOffset);
  const [count = 0, ...rest] = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  if (dimensions === 1) return { holds: 'labels', count, headerBytes };
  const [first = 0, second = 0, third] = rest;
  if (rest.length === 2)
    return pictures(count, headerBytes, { height: first, width: second, channels: 1 }, false);
  if (third === undefined) return null;
  if (third === 1 || third === 3)
    return pictures(count, headerBytes, { height: first, width: second, channels: third }, false);
  if (first === 1 || first === 3)
    return pictures(count, headerBytes, { height: second, width: third, channels: first }, true);
  return null;
}

const pictures = (count: number, headerBytes: number, shape: PictureShape, planes: boolean): IdxHeader => ({
  holds: 'pictures',
  count,
  headerBytes,
  shape,
  planes,
});
