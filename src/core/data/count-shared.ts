import { setImmediate } from 'node:timers/promises';
import { readRange, type PictureSource } from '../domain/picture-source';

/** Bytes that are read and hashed before other work gets a turn: a few milliseconds. */
const sliceBytes = 4 << 20;

/** Pictures of a source: those at `indices`, or all of them. */
export interface ChosenPictures {
  pictures: PictureSource;
  indices?: Int32Array;
}

/**
 * How many pictures of `test` also stand in `train`, byte for byte; each has `bytes` bytes. Reads a few megabytes at a time, and lets
 * other work run in between, so that a window's main process stays awake.
 */
export async function countShared(
  train: ChosenPictures,
  test: ChosenPictures,
  bytes: number,
): Promise<number> {
  const byHash = new Map<number, number[]>();
  await eachPicture(test, bytes, (_, hash, position) => {
    const same = byHash.get(hash);
    if (same) same.push(position);
    else byHash.set(hash, [position]);
  });
  const shared = new Set<number>();
  await eachPicture(train, bytes, (picture, hash) => {
    for (const candidate of byHash.get(hash) ?? [])
      if (!shared.has(candidate) && Buffer.compare(picture, pictureAt(test, candidate)) === 0)
        shared.add(candidate);
  });
  return shared.size;
}

const pictureAt = ({ pictures, indices }: ChosenPictures, position: number): Uint8Array => {
  const index = indices ? indices[position]! : position;
  return readRange(pictures, index, index + 1);
};

async function eachPicture(
  { pictures, indices }: ChosenPictures,
  bytes: number,
  visit: (picture: Uint8Array, hash: number, position: number) => void,
): Promise<void> {
  const count = indices?.length ?? pictures.count;
  const atOnce = Math.max(1, Math.floor(sliceBytes / bytes));
  for (let first = 0; first < count; first += atOnce) {
    const end = Math.min(first + atOnce, count);
    const slice = indices ? pictures.read(indices.subarray(first, end)) : readRange(pictures, first, end);
    const hash = hasherOf(slice, bytes);
    for (let place = 0; place < end - first; place++)
      visit(slice.subarray(place * bytes, (place + 1) * bytes), hash(place), first + place);
    await setImmediate();
  }
}

/** FNV-1a of a picture by its position, four bytes at a time where pictures and their place in memory allow that. */
function hasherOf(pixels: Uint8Array, bytes: number): (picture: number) => number {
  const [values, length] = bytes % 4 === 0 ? [asWords(pixels), bytes / 4] : [pixels, bytes];
  return (picture) => {
    let hash = 0x811c9dc5;
    for (let at = picture * length; at < (picture + 1) * length; at++)
      hash = Math.imul(hash ^ (values[at] as number), 0x01000193);
    return hash;
  };
}

/** The same memory where its place allows that, else a copy. */
function asWords(pixels: Uint8Array): Int32Array {
  const { buffer, byteOffset, byteLength } = pixels.byteOffset % 4 === 0 ? pixels : Uint8Array.from(pixels);
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}
