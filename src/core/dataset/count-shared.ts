import { setImmediate } from 'node:timers/promises';
import { imageBytes } from './fashion-mnist';

const pictureWords = imageBytes / Int32Array.BYTES_PER_ELEMENT;

/** Pictures hashed before other work gets a turn: about 2 ms. */
const sliceSize = 5000;

/**
 * How many pictures of `test` [n × 784] also stand in `train` [m × 784], byte for byte. Lets other work run in between,
 * so that a window's main process stays awake.
 */
export async function countShared(train: Uint8Array, test: Uint8Array): Promise<number> {
  const byHash = new Map<number, number[]>();
  await eachPicture(test, (picture, hash) => {
    const same = byHash.get(hash);
    if (same) same.push(picture);
    else byHash.set(hash, [picture]);
  });
  const shared = new Set<number>();
  await eachPicture(train, (picture, hash) => {
    for (const candidate of byHash.get(hash) ?? [])
      if (Buffer.compare(pictureAt(train, picture), pictureAt(test, candidate)) === 0) shared.add(candidate);
  });
  return shared.size;
}

const pictureAt = (pixels: Uint8Array, index: number): Uint8Array =>
  pixels.subarray(index * imageBytes, (index + 1) * imageBytes);

async function eachPicture(
  pixels: Uint8Array,
  visit: (picture: number, hash: number) => void,
): Promise<void> {
  const words = asWords(pixels);
  const count = words.length / pictureWords;
  for (let first = 0; first < count; first += sliceSize) {
    const end = Math.min(first + sliceSize, count);
    for (let picture = first; picture < end; picture++)
      visit(picture, hashPicture(words, picture * pictureWords));
    await setImmediate();
  }
}

/** The same memory where its place allows that, else a copy. */
function asWords(pixels: Uint8Array): Int32Array {
  const { buffer, byteOffset, byteLength } = pixels.byteOffset % 4 === 0 ? pixels : Uint8Array.from(pixels);
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}

/** FNV-1a, four bytes at a time. */
function hashPicture(words: Int32Array, start: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < start + pictureWords; at++)
    hash = Math.imul(hash ^ (words[at] as number), 0x01000193);
  return hash;
}
