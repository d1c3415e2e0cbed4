import { readFile, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { WardrobeError } from '#core/domain/errors';
import { workingSide } from '#core/image/prepare-picture';
import { checkFileBytes, pictureLimits, readHeader } from '#core/image/read-header';
import type { RgbaPicture } from '#core/image/rgba-picture';
import { whyUnreadable } from './why-unreadable';

const mostSeconds = 5;

// One picture at a time; a cache would only hold on to memory.
sharp.cache(false);

/**
 * A picture file, upright by its EXIF data, at most `workingSide` a side. Throws WardrobeError as `whyUnreadable` and
 * `readHeader` have it, and 'corrupt', 'timeout' or 'unsupported' for what can't be decoded.
 */
export async function decodePicture(path: string): Promise<RgbaPicture> {
  const file = await read(path);
  const { format } = readHeader(file);
  if (format === 'BMP')
    throw new WardrobeError('unsupported', 'BMP pictures open in the window only.', 'Save it as PNG.');
  try {
    const { data, info } = await sharp(file, { limitInputPixels: pictureLimits.pixels, failOn: 'error' })
      .rotate()
      .resize({
        width: workingSide,
        height: workingSide,
        fit: 'inside',
        withoutEnlargement: true,
        kernel: 'linear',
      })
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
