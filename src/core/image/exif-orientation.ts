import { ByteReader, HeaderEnds } from './formats/byte-reader';
import { jpeg } from './formats/jpeg';
import { png } from './formats/png';
import { webp } from './formats/webp';

/** How a decoded picture is set upright: mirrored left to right where it says so, then turned clockwise. */
export interface Turn {
  mirrored: boolean;
  quarterTurns: 0 | 1 | 2 | 3;
}

/** By EXIF orientation, 1–8 (CIPA DC-008, tag 0x0112). */
const turns: readonly Turn[] = [
  { mirrored: false, quarterTurns: 0 },
  { mirrored: true, quarterTurns: 0 },
  { mirrored: false, quarterTurns: 2 },
  { mirrored: true, quarterTurns: 2 },
  { mirrored: true, quarterTurns: 3 },
  { mirrored: false, quarterTurns: 1 },
  { mirrored: true, quarterTurns: 1 },
  { mirrored: false, quarterTurns: 3 },
];

/**
 * How the EXIF data of a whole JPEG, PNG or WebP file say that its pixels are to be turned. Other files, those without EXIF data and
 * those whose EXIF data are damaged: not at all. Chromium's decoder heeds JPEG's by itself, and those of PNG and WebP never.
 */
export function exifTurn(file: Uint8Array): Turn {
  try {
    const orientation = orientationIn(new ByteReader(file));
    return turns[orientation - 1] ?? turns[0]!;
  } catch (error) {
    if (error instanceof HeaderEnds) return turns[0]!;
    throw error;
  }
}

function orientationIn(bytes: ByteReader): number {
  const at = jpeg.recognises(bytes)
    ? exifInJpeg(bytes)
    : png.recognises(bytes)
      ? exifInPng(bytes)
      : webp.recognises(bytes)
        ? exifInWebp(bytes)
        : null;
  return at === null ? 1 : orientationInTiff(bytes, bytes.says(at, 'Exif\0\0') ? at + 6 : at);
}

/** Where the contents of the first EXIF segment begin; null: none stands before the picture. */
function exifInJpeg(bytes: ByteReader): number | null {
  for (let at = 2; ;) {
    if (bytes.byte(at) !== 0xff) return null;
    while (bytes.byte(at) === 0xff) at++;
    const marker = bytes.byte(at++);
    if (marker === 0xda || marker === 0xd9) return null;
    if (marker === 0xe1 && bytes.says(at + 2, 'Exif\0\0')) return at + 2;
    at += bytes.big(at, 2);
  }
}

function exifInPng(bytes: ByteReader): number | null {
  for (let at = 8; ; at += 12 + bytes.big(at, 4)) {
    if (bytes.says(at + 4, 'eXIf')) return at + 8;
    if (bytes.says(at + 4, 'IEND')) return null;
  }
}

function exifInWebp(bytes: ByteReader): number {
  for (let at = 12; ;) {
    if (bytes.says(at, 'EXIF')) return at + 8;
    const length = bytes.little(at + 4, 4);
    at += 8 + length + (length % 2);
  }
}

const orientationTag = 0x0112;

/** The orientation in the first directory of a TIFF header that begins at `start`; 1 where it holds none. */
function orientationInTiff(bytes: ByteReader, start: number): number {
  const little = bytes.says(start, 'II*\0');
  if (!little && !bytes.says(start, 'MM\0*')) return 1;
  const number = (at: number, count: number) => (little ? bytes.little(at, count) : bytes.big(at, count));
  const directory = start + number(start + 4, 4);
  const entries = number(directory, 2);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + 12 * entry;
    if (number(at, 2) === orientationTag) return number(at + 8, 2);
  }
  return 1;
}
