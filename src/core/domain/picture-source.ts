/** The pictures of a part, by position. Reading blocks: it is memory, or a file that the system mostly has in memory. */
export interface PictureSource {
  readonly count: number;
  /**
   * A copy of these pictures [indices × bytes of a picture], in that order, in the first bytes of `into` if that is given. Throws
   * WardrobeError('disk').
   */
  read(indices: Int32Array, into?: Uint8Array): Uint8Array;
  /** All of them [count × bytes of a picture] where they lie in memory, else null. */
  readonly inMemory: Uint8Array | null;
}

/** Pictures of `bytes` bytes each, one after the other in an array. Throws RangeError when one is not whole. */
export function inMemory(pixels: Uint8Array, bytes: number): PictureSource & { inMemory: Uint8Array } {
  const count = pixels.length / bytes;
  if (!Number.isInteger(count))
    throw new RangeError(`${pixels.length} bytes are not whole pictures of ${bytes}.`);
  return {
    count,
    inMemory: pixels,
    read(indices, into = new Uint8Array(indices.length * bytes)) {
      for (const [position, index] of indices.entries())
        into.set(pixels.subarray(index * bytes, (index + 1) * bytes), position * bytes);
      return into.subarray(0, indices.length * bytes);
    },
  };
}

/** The pictures from `first` to before `end`, or to the last; where they lie in memory, that memory itself. */
export function readRange(pictures: PictureSource, first: number, end: number): Uint8Array {
  const last = Math.min(end, pictures.count);
  const { inMemory: pixels, count } = pictures;
  if (pixels) return pixels.subarray((first * pixels.length) / count, (last * pixels.length) / count);
  return pictures.read(Int32Array.from({ length: last - first }, (_, position) => first + position));
}
