import { WardrobeError } from '../domain/errors';
import { avif } from './formats/avif';
import { bmp } from './formats/bmp';
import { ByteReader, HeaderEnds } from './formats/byte-reader';
import { gif } from './formats/gif';
import { jpeg } from './formats/jpeg';
import type { PictureSize } from './formats/picture-format';
import { png } from './formats/png';
import { unsupportedFormat } from './formats/unsupported-formats';
import { webp } from './formats/webp';

const formats = [png, jpeg, webp, gif, bmp, avif] as const;

/** What is refused before anything is decoded: a 59 kB file can ask for gigabytes. */
export const pictureLimits = { fileBytes: 64 * 2 ** 20, pixels: 50_000_000 } as const;

export interface PictureHeader extends PictureSize {
  /** "PNG", "JPEG", "WebP", "GIF", "BMP" or "AVIF". */
  format: string;
}

/**
 * Format and size in pixels (before EXIF turns it) of a picture file. `start`: its first bytes, or all of them: a JPEG
 * may hold megabytes before its size. `fileBytes`: the length of the whole file.
 * Throws WardrobeError 'not-a-picture', 'unsupported', 'corrupt' or 'too-large'.
 */
export function readHeader(start: Uint8Array, fileBytes = start.length): PictureHeader {
  checkFileBytes(fileBytes);
  const bytes = new ByteReader(start);
  const format = formats.find((candidate) => candidate.recognises(bytes));
  if (!format) throw notReadable(bytes);
  const size = sizeOrNull(() => format.size(bytes));
  if (!size || size.width < 1 || size.height < 1) throw damaged(format.name);
  if (size.width * size.height > pictureLimits.pixels) throw tooManyPixels(size);
  return { format: format.name, ...size };
}

/** Refuses empty files and those above the limit, before a byte is read. */
export function checkFileBytes(fileBytes: number): void {
  if (fileBytes === 0) {
    throw new WardrobeError('not-a-picture', 'The file is empty.', 'Choose another, or copy it again.');
  }
  if (fileBytes > pictureLimits.fileBytes) {
    const size = Math.ceil(fileBytes / 2 ** 20);
    throw new WardrobeError(
      'too-large',
      `The file is ${size} MiB large; up to ${pictureLimits.fileBytes / 2 ** 20} MiB are read.`,
      'Save it smaller: 1,000 pixels a side are plenty.',
    );
  }
}

function sizeOrNull(read: () => PictureSize | null): PictureSize | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof HeaderEnds) return null;
    throw error;
  }
}

function notReadable(bytes: ByteReader): WardrobeError {
  const name = unsupportedFormat(bytes);
  if (name === undefined) {
    return new WardrobeError('not-a-picture', 'Not a picture.', 'Choose a PNG, JPEG, WebP or GIF file.');
  }
  return new WardrobeError(
    'unsupported',
    `${name} files can't be read here.`,
    'Save it as PNG or JPEG and choose that.',
  );
}

function damaged(format: string): WardrobeError {
  return new WardrobeError(
    'corrupt',
    `The ${format} file is damaged: its size can't be read.`,
    'Copy or download it again, or save it again from the program it came from.',
  );
}

function tooManyPixels({ width, height }: PictureSize): WardrobeError {
  return new WardrobeError(
    'too-large',
    `The picture has ${width} × ${height} pixels; up to ${pictureLimits.pixels / 1e6} megapixels are read.`,
    'Save it smaller: 1,000 pixels a side are plenty.',
  );
}
