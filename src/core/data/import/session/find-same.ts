import type { PicturePrints } from './picture-prints';

/** Reads the bytes of a picture that was taken. */
export type ReadPicture = (index: number) => Promise<Uint8Array>;

/** Sets of pictures that are the same byte for byte, each in ascending order. `indices`: the pictures to look at, ascending. */
export async function findSame(
  { exactHigh, exactLow }: PicturePrints,
  indices: Int32Array,
  read: ReadPicture,
): Promise<number[][]> {
  const byHash = new Map<number, number[][]>();
  for (const index of indices) {
    // As much of the hash as a number holds; whether the bytes are the same is read.
    const hash = exactHigh[index]! * 2 ** 21 + (exactLow[index]! >>> 11);
    const sets = byHash.get(hash);
    if (sets === undefined) {
      byHash.set(hash, [[index]]);
      continue;
    }
    const bytes = await read(index);
    let found = false;
    for (const set of sets) {
      if (Buffer.compare(await read(set[0]!), bytes) !== 0) continue;
      set.push(index);
      found = true;
      break;
    }
    if (!found) sets.push([index]);
  }
  return [...byHash.values()].flat().filter((set) => set.length > 1);
}
