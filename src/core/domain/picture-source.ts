/** The pictures of a part, by position. Reading blocks: it is memory, or a file that the system mostly has in memory. */
export interface PictureSource {
  readonly count: number;
  /** A copy of these pictures [indices × bytes of a picture], in that order. Throws WardrobeError('disk'). */
  read(indices: Int32Array): Uint8Array;
  /** All of them [count × bytes of a picture] where they lie in memory, else null. */
  readonly inMemory: Uint8Array | null;
}
