import type { ByteReader } from './byte-reader';

/** Files that people take for pictures, and that are not decoded here: what to call them, told by their first bytes. */
const known: readonly [name: string, tell: (bytes: ByteReader) => boolean][] = [
  [
    'HEIC',
    (bytes) =>
      bytes.says(4, 'ftyp') && ['heic', 'heix', 'mif1', 'msf1'].some((brand) => bytes.says(8, brand)),
  ],
  ['TIFF', (bytes) => bytes.says(0, 'II*\0') || bytes.says(0, 'MM\0*')],
  ['JPEG XL', (bytes) => bytes.says(0, '\xff\x0a') || bytes.says(4, 'JXL ')],
  ['JPEG 2000', (bytes) => bytes.says(4, 'jP  ') || bytes.says(0, '\xff\x4f\xff\x51')],
  ['Photoshop', (bytes) => bytes.says(0, '8BPS')],
  ['Icon', (bytes) => bytes.says(0, '\0\0\x01\0')],
  ['SVG', (bytes) => [0, 3].some((at) => bytes.says(at, '<svg'))],
  ['PDF', (bytes) => bytes.says(0, '%PDF')],
  ['Video', (bytes) => bytes.says(4, 'ftyp') || bytes.says(0, '\x1a\x45\xdf\xa3')],
];

/** The name of a format that is known but not read, or undefined. */
export function unsupportedFormat(bytes: ByteReader): string | undefined {
  return known.find(([, tell]) => tell(bytes))?.[0];
}
