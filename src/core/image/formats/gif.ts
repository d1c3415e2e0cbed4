import type { ByteReader } from './byte-reader';
import type { PictureFormat } from './picture-format';

const screenEnd = 13;

/** Bytes of the colour table that such a flags byte announces. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** The first position after a chain of data blocks. */
function afterBlocks(bytes: ByteReader, from: number): number {
  let at = from;
  for (let length = bytes.byte(at); length > 0; length = bytes.byte(at)) at += length + 1;
  return at + 1;
}

/** GIF (89a): the screen, or the first frame where that is larger; decoders make room for both. */
export const gif: PictureFormat = {
  name: 'GIF',
  recognises: (bytes) => bytes.says(0, 'GIF87a') || bytes.says(0, 'GIF89a'),
  size: (bytes) => {
    const screen = { width: bytes.little(6, 2), height: bytes.little(8, 2) };
    let at = screenEnd + tableBytes(bytes.byte(10));
    while (bytes.byte(at) === 0x21) at = afterBlocks(bytes, at + 2);
    if (bytes.byte(at) !== 0x2c) return null;
    const right = bytes.little(at + 1, 2) + bytes.little(at + 5, 2);
    const bottom = bytes.little(at + 3, 2) + bytes.little(at + 7, 2);
    return { width: Math.max(screen.width, right), height: Math.max(screen.height, bottom) };
  },
};
