import type { PictureShape } from '../../../domain/data-set';
import { readHeader } from '../../../image/read-header';
import type { FileSet } from '../files/file-set';
import { throwIfCancelled } from '../files/read-error';

type Size = Pick<PictureShape, 'height' | 'width'>;

const sides = { least: 8, most: 256 };
/** Small pictures of one size keep it up to this side. */
const keptUpTo = 96;
/** Sides that are proposed where sizes differ, the first that pictures are large enough for. */
const usualSides = [64, 32, 28] as const;
const sampledHeaders = 60;
/** Most headers are in the first bytes; a camera's JPEG may hold its thumbnail first. */
const headerBytes = [4096, 1 << 18] as const;

/** The size of a set's pictures by the sizes of some of them. */
export function proposeSide(sizes: readonly Size[]): Size {
  const [first] = sizes;
  if (first === undefined) return { height: 64, width: 64 };
  const same = sizes.every(({ height, width }) => height === first.height && width === first.width);
  const kept = [first.height, first.width].every((side) => side >= sides.least && side <= keptUpTo);
  if (same && kept) return { height: first.height, width: first.width };
  const shorter = sizes.map(({ height, width }) => Math.min(height, width)).sort((a, b) => a - b);
  const median = shorter[Math.floor(shorter.length / 2)] ?? 0;
  const side = usualSides.find((usual) => median >= usual) ?? 28;
  return { height: side, width: side };
}

/** Sizes of a sample of picture files, spread over all of them; those that can't be read are passed over. */
export async function sampleSizes(
  files: FileSet,
  pictures: Int32Array,
  signal: AbortSignal | undefined,
): Promise<Size[]> {
  const sizes: Size[] = [];
  for (const position of spread(pictures.length, sampledHeaders)) {
    throwIfCancelled(signal);
    const size = await sizeOf(files, pictures[position] ?? 0);
    if (size) sizes.push(size);
  }
  return sizes;
}

async function sizeOf(files: FileSet, file: number): Promise<Size | null> {
  for (const bytes of headerBytes) {
    try {
      const { height, width } = readHeader(await files.start(file, bytes));
      return { height, width };
    } catch {
      // Cut off, or no picture: that is told when it is read.
    }
  }
  return null;
}

/** Up to `most` of the positions 0 … count − 1, evenly spread. */
export function spread(count: number, most: number): number[] {
  const taken = Math.min(count, most);
  return Array.from({ length: taken }, (_, i) => Math.floor((i * count) / taken));
}
