import type { PictureFormat } from './picture-format';

const firstChunk = 12;
const chunkData = 20;

/** WebP (RFC 9649): lossy, lossless and extended files each hold the size in their first chunk. */
export const webp: PictureFormat = {
  name: 'WebP',
  recognises: (bytes) => bytes.says(0, 'RIFF') && bytes.says(8, 'WEBP'),
  size: (bytes) => {
    if (bytes.says(firstChunk, 'VP8X')) {
      return { width: bytes.little(chunkData + 4, 3) + 1, height: bytes.little(chunkData + 7, 3) + 1 };
    }
    if (bytes.says(firstChunk, 'VP8L')) {
      const packed = bytes.little(chunkData + 1, 4);
      const size = { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
      return bytes.byte(chunkData) === 0x2f ? size : null;
    }
    if (bytes.says(firstChunk, 'VP8 ')) {
      const size = {
        width: bytes.little(chunkData + 6, 2) & 0x3fff,
        height: bytes.little(chunkData + 8, 2) & 0x3fff,
      };
      return bytes.says(chunkData + 3, '\x9d\x01\x2a') ? size : null;
    }
    // Throws where the file ends before its first chunk.
    bytes.byte(firstChunk + 3);
    return null;
  },
};
