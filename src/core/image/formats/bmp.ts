import type { PictureFormat } from './picture-format';

const coreHeaderBytes = 12;

/** BMP: sizes of 16 bits in the oldest header, else 32 bits, the height negative where rows run downwards. */
export const bmp: PictureFormat = {
  name: 'BMP',
  // Two letters alone would take any text that begins with them: the four reserved bytes must be zero as well.
  recognises: (bytes) => bytes.says(0, 'BM') && bytes.says(6, '\0\0\0\0'),
  size: (bytes) => {
    const headerBytes = bytes.little(14, 4);
    if (headerBytes === coreHeaderBytes) return { width: bytes.little(18, 2), height: bytes.little(20, 2) };
    if (headerBytes < 16 || headerBytes > 256) return null;
    return { width: bytes.little(18, 4) | 0, height: Math.abs(bytes.little(22, 4) | 0) };
  },
};
