import { setImmediate } from 'node:timers/promises';

/** Pictures hashed before other work gets a turn: about 2 ms. */
const sliceSize = 5000;

/**
 * How many pictures of `test` also stand in `train`, byte for byte; each has `bytes` bytes. Lets other work run in between,
 * so that a window's main process stays awake.
 */
export async function countShared(train: Uint8Array, test: Uint8Array, bytes: number): Promise<number> {
  const byHash = new Map<number, number[]>();
  await eachPicture(test, bytes, (picture, hash) => {
    const same = byHash.get(hash);
    if (same) same.push(picture);
    else byHash.set(hash, [picture]);
  });
  const shared = new Set<number>();
  await eachPicture(train, bytes, (picture, hash) => {
    for (const candidate of byHash.get(hash) ?? [])
      if (Buffer.compare(pictureAt(train, picture, bytes), pictureAt(test, candidate, bytes)) === 0)
        shared.add(candidate);
  });
  return shared.size;
}

const pictureAt = (pixels: Uint8Array, index: number, bytes: number): Uint8Array =>
  pixels.subarray(index * bytes, (index + 1) * bytes);

async function eachPicture(
  pixels: Uint8Array,
  bytes: number,
  visit: (picture: number, hash: number) => void,
): Promise<void> {
  const hash = hasherOf(pixels, bytes);
  const count = pixels.length / bytes;
  for (let first = 0; first < count; first += sliceSize) {
    const end = Math.min(first + sliceSize, count);
    for (let picture = first; picture < end; picture++) visit(picture, hash(picture));
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
