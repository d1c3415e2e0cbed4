import type { ByteReader } from './byte-reader';
import type { PictureFormat, PictureSize } from './picture-format';

/** A box of an ISO base media file: its contents stand from `start` up to `end`. */
interface Box {
  start: number;
  end: number;
}

/** Of boxes that hold a version and flags before their contents. */
const versionBytes = 4;

function isAvif(bytes: ByteReader): boolean {
  if (!bytes.says(4, 'ftyp')) return false;
  const end = Math.min(bytes.big(0, 4), 256);
  for (let at = 8; at + 4 <= end; at += 4) if (bytes.says(at, 'avif') || bytes.says(at, 'avis')) return true;
  return false;
}

/** The boxes of that kind, one after another in a part of the file. Throws HeaderEnds where the bytes end first. */
function* boxes(bytes: ByteReader, { start, end }: Box, kind: string): Generator<Box> {
  for (let at = start; at + 8 <= end;) {
    const length = bytes.big(at, 4);
    const [head, whole] = length === 1 ? [16, bytes.big(at + 8, 8)] : [8, length === 0 ? end - at : length];
    if (whole < head) return;
    if (bytes.says(at + 4, kind)) yield { start: at + head, end: at + whole };
    at += whole;
  }
}

const first = (bytes: ByteReader, within: Box, kind: string): Box | null =>
  boxes(bytes, within, kind).next().value ?? null;

/**
 * AVIF (AV1 Image File Format): sizes stand among the properties of the items. The largest is the picture's; others are of
 * its thumbnail, or of the tiles that it is made of.
 */
export const avif: PictureFormat = {
  name: 'AVIF',
  recognises: isAvif,
  size: (bytes) => {
    const meta = first(bytes, { start: 0, end: Infinity }, 'meta');
    const properties = meta && first(bytes, { ...meta, start: meta.start + versionBytes }, 'iprp');
    const shared = properties && first(bytes, properties, 'ipco');
    if (!shared) return null;
    let largest: PictureSize | null = null;
    for (const { start } of boxes(bytes, shared, 'ispe')) {
      const at = start + versionBytes;
      const size = { width: bytes.big(at, 4), height: bytes.big(at + 4, 4) };
      if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
    }
    return largest;
  },
};
