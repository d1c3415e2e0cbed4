import type { PictureFormat } from './picture-format';

const endOfImage = 0xd9;
const startOfScan = 0xda;

/** Start-of-frame markers; C4, C8 and CC in their midst mean other things. */
const startsFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Markers without a length after them: TEM, RST0–7, SOI. */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** JPEG (ITU-T T.81): the first frame's size, found by walking from marker to marker as decoders do. */
export const jpeg: PictureFormat = {
  name: 'JPEG',
  recognises: (bytes) => bytes.says(0, '\xff\xd8\xff'),
  size: (bytes) => {
    let at = 2;
    for (;;) {
      while (bytes.byte(at) !== 0xff) at++;
      while (bytes.byte(at) === 0xff) at++;
      const marker = bytes.byte(at++);
      if (marker === 0 || standsAlone(marker)) continue;
      if (marker === endOfImage || marker === startOfScan) return null;
      const length = bytes.big(at, 2);
      if (length < 2) return null;
      if (startsFrame(marker)) return { height: bytes.big(at + 3, 2), width: bytes.big(at + 5, 2) };
      at += length;
    }
  },
};
