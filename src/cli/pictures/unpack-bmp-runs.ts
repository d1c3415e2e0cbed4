/**
 * A BMP's pixels of 8 or 4 bits that are packed as runs: positions in the palette [height × width], rows as they stand in the file. What no run
 * reaches is 0.
 */
export function unpackRuns(packed: Buffer, width: number, height: number, nibbles: boolean): Uint8Array {
  const output = new Uint8Array(width * height);
  let [x, row, at] = [0, 0, 0];
  const put = (value: number): void => {
    if (x < width && row < height) output[row * width + x] = value;
    x += 1;
  };
  /** The i-th position of a byte, or of two in each. */
  const half = (byte: number, i: number): number => (nibbles ? (i % 2 === 0 ? byte >> 4 : byte & 15) : byte);
  while (row < height) {
    const count = packed.readUInt8(at);
    const value = packed.readUInt8(at + 1);
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++) put(half(value, i));
    } else if (value === 0) {
      [x, row] = [0, row + 1];
    } else if (value === 1) {
      break;
    } else if (value === 2) {
      x += packed.readUInt8(at);
      row += packed.readUInt8(at + 1);
      at += 2;
    } else {
      for (let i = 0; i < value; i++) put(half(packed.readUInt8(at + (nibbles ? i >> 1 : i)), i));
      // Such a run ends at an even place.
      const bytes = nibbles ? Math.ceil(value / 2) : value;
      at += bytes + (bytes % 2);
    }
  }
  return output;
}
