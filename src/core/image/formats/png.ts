import type { PictureFormat } from './picture-format';

/** PNG (ISO/IEC 15948): the header chunk is always the first. */
export const png: PictureFormat = {
  name: 'PNG',
  recognises: (bytes) => bytes.says(0, '\x89PNG\r\n\x1a\n'),
  size: (bytes) => {
    const size = { width: bytes.big(16, 4), height: bytes.big(20, 4) };
    return bytes.says(12, 'IHDR') ? size : null;
  },
};
