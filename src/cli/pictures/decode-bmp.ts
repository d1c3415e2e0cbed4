import type { RgbaPicture } from '#core/image/rgba-picture';
import { unpackRuns } from './unpack-bmp-runs';

const fileHeaderBytes = 14;
/** The oldest header: sizes of 16 bits, and palette entries of three bytes. */
const coreHeaderBytes = 12;
const infoHeaderBytes = 40;
/** Headers from this one on hold the masks themselves; the one before has them behind it. */
const masksWithin = 52;
const alphaWithin = 56;

const compressions = { none: 0, runsOfBytes: 1, runsOfNibbles: 2, masks: 3, masksWithAlpha: 6 } as const;

interface Layout {
  width: number;
  height: number;
  topDown: boolean;
  bits: number;
  compression: number;
  /** Where the pixels begin. */
  pixels: number;
  /** Red, green, blue, alpha within a pixel of 16 or 32 bits. */
  masks: readonly number[];
  /** Bytes from the file: blue, green, red, and one more where entries have four. */
  palette: Buffer;
  entryBytes: number;
}

/** A BMP file (Windows' device independent bitmap, any of its depths, runs and masks) as pixels. Throws RangeError where it is damaged. */
export function decodeBmp(file: Uint8Array): RgbaPicture {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const layout = layoutOf(bytes);
  const { width, height, topDown, bits } = layout;
  const rgba = new Uint8Array(width * height * 4);
  const read = bits <= 8 ? paletteReader(bytes, layout) : colourReader(bytes, layout);
  for (let row = 0; row < height; row++) {
    const y = topDown ? row : height - 1 - row;
    for (let x = 0; x < width; x++) read(row, x, rgba, (y * width + x) * 4);
  }
  // A fourth byte that is zero everywhere means that the program knew no transparency.
  const transparent = rgba.every((value, at) => at % 4 !== 3 || value === 0);
  if (transparent) for (let at = 3; at < rgba.length; at += 4) rgba[at] = 255;
  return { rgba, width, height };
}

function layoutOf(bytes: Buffer): Layout {
  const pixels = bytes.readUInt32LE(10);
  const headerBytes = bytes.readUInt32LE(fileHeaderBytes);
  const isCore = headerBytes === coreHeaderBytes;
  const width = isCore ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const rows = isCore ? bytes.readUInt16LE(20) : bytes.readInt32LE(22);
  const bits = bytes.readUInt16LE(isCore ? 24 : 28);
  const compression = isCore ? compressions.none : bytes.readUInt32LE(30);
  if (width < 1 || rows === 0) throw new RangeError('it has no size');
  if (![1, 4, 8, 16, 24, 32].includes(bits)) throw new RangeError(`${bits} bits a pixel`);
  const masksBehind =
    headerBytes === infoHeaderBytes
      ? ({ [compressions.masks]: 12, [compressions.masksWithAlpha]: 16 }[compression] ?? 0)
      : 0;
  const paletteStart = fileHeaderBytes + headerBytes + masksBehind;
  return {
    width,
    height: Math.abs(rows),
    topDown: rows < 0,
    bits,
    compression,
    pixels,
    masks: masksOf(bytes, headerBytes, bits, compression),
    palette: bytes.subarray(paletteStart, Math.max(paletteStart, pixels)),
    entryBytes: isCore ? 3 : 4,
  };
}

function masksOf(bytes: Buffer, headerBytes: number, bits: number, compression: number): readonly number[] {
  const given = compression === compressions.masks || compression === compressions.masksWithAlpha;
  if (!given) return bits === 16 ? [0x7c00, 0x03e0, 0x001f, 0] : [0xff0000, 0xff00, 0xff, 0xff000000];
  const hasAlpha = headerBytes >= alphaWithin || compression === compressions.masksWithAlpha;
  const start = fileHeaderBytes + infoHeaderBytes;
  if (headerBytes !== infoHeaderBytes && headerBytes < masksWithin)
    throw new RangeError('its masks are missing');
  return [0, 4, 8, 12].map((at) => (at < 12 || hasAlpha ? bytes.readUInt32LE(start + at) : 0));
}

type ReadPixel = (row: number, x: number, rgba: Uint8Array, at: number) => void;

const rowBytesOf = ({ width, bits }: Layout): number => Math.ceil((width * bits) / 32) * 4;

/** Pixels of 1, 4 or 8 bits, which are positions in the palette. */
function paletteReader(bytes: Buffer, layout: Layout): ReadPixel {
  const { width, height, bits, compression, pixels, palette, entryBytes } = layout;
  const rowBytes = rowBytesOf(layout);
  const runs =
    compression === compressions.runsOfBytes || compression === compressions.runsOfNibbles
      ? unpackRuns(bytes.subarray(pixels), width, height, compression === compressions.runsOfNibbles)
      : null;
  const perByte = 8 / bits;
  return (row, x, rgba, at) => {
    const shift = 8 - bits * ((x % perByte) + 1);
    const entry = runs
      ? runs[row * width + x]!
      : (bytes.readUInt8(pixels + row * rowBytes + Math.floor(x / perByte)) >> shift) & ((1 << bits) - 1);
    for (let i = 0; i < 3; i++) rgba[at + i] = palette[entry * entryBytes + 2 - i] ?? 0;
    rgba[at + 3] = 255;
  };
}

/** Pixels of 16, 24 or 32 bits, which are colours. */
function colourReader(bytes: Buffer, layout: Layout): ReadPixel {
  const { bits, pixels, masks } = layout;
  const rowBytes = rowBytesOf(layout);
  const pixelBytes = bits / 8;
  return (row, x, rgba, at) => {
    const value = bytes.readUIntLE(pixels + row * rowBytes + x * pixelBytes, pixelBytes);
    for (let i = 0; i < 4; i++) rgba[at + i] = scaled(value, masks[i] ?? 0);
    if (bits === 24 || masks[3] === 0) rgba[at + 3] = 255;
  };
}

/** The bits of a mask as 0–255. */
function scaled(value: number, mask: number): number {
  if (mask === 0) return 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return Math.round((((value & mask) >>> shift) * 255) / most);
}
