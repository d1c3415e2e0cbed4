import { readFile, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { WardrobeError } from '#core/domain/errors';
import { workingSide } from '#core/image/prepare-picture';
import { checkFileBytes, pictureLimits, readHeader } from '#core/image/read-header';
import type { RgbaPicture } from '#core/image/rgba-picture';
import { decodeBmp } from './decode-bmp';
import { whyUnreadable } from './why-unreadable';

const mostSeconds = 5;

// Each picture is decoded once; a cache would only hold on to memory.
sharp.cache(false);

/**
 * A picture file, upright by its EXIF data, at most `workingSide` a side. Throws WardrobeError as `whyUnreadable` and
 * `decodeFile` have it.
 */
export async function decodePicture(path: string): Promise<RgbaPicture> {
  return decodeFile(await read(path));
}

/**
 * A picture file's bytes as pixels, upright by its EXIF data, shrunk so that its longest edge is `longestEdge` at most. Throws WardrobeError as
 * `readHeader` has it, and 'corrupt' or 'timeout' for what can't be decoded.
 */
export async function decodeFile(file: Uint8Array, longestEdge = workingSide): Promise<RgbaPicture> {
  const { format, width, height } = readHeader(file);
  try {
    if (format === 'BMP') return decodeBmp(file);
    let picture = sharp(file, { limitInputPixels: pictureLimits.pixels, failOn: 'error' }).rotate();
    if (Math.max(width, height) > longestEdge)
      picture = picture.resize({ width: longestEdge, height: longestEdge, fit: 'inside', kernel: 'linear' });
    const { data, info } = await picture
      .toColourspace('srgb')
      .ensureAlpha()
      .timeout({ seconds: mostSeconds })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { rgba: data, width: info.width, height: info.height };
  } catch (error) {
    throw inWords(error);
  }
}

async function read(path: string): Promise<Uint8Array> {
  try {
    checkFileBytes((await stat(path)).size);
    return await readFile(path);
  } catch (error) {
    throw whyUnreadable(error);
  }
}

function inWords(error: unknown): WardrobeError {
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  if (message.includes('timeout'))
    return new WardrobeError(
      'timeout',
      `It took longer than ${mostSeconds} s to decode.`,
      'Save it smaller.',
    );
  return new WardrobeError('corrupt', `It is damaged: ${message}.`, 'Save or download it again.', {
    cause: error,
  });
}
