import { WardrobeError } from '#core/domain/errors';
import { exifTurn, type Turn } from '#core/image/exif-orientation';
import { workingSize } from '#core/image/prepare-picture';
import { checkFileBytes, readHeader } from '#core/image/read-header';

const thumbnailSide = 192;

const jpeg = { type: 'image/jpeg', quality: 0.85 };
const copy = { type: 'image/jpeg', quality: 0.95 };

/** Cosine and sine of so many quarters of a turn. */
const quarters = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** Formats whose EXIF data Chromium heeds as it decodes. */
const heedsExif: ReadonlySet<string> = new Set(['JPEG', 'AVIF']);

/** A decoded picture, and how it is still to be turned. */
export interface Decoded {
  bitmap: ImageBitmap;
  turn: Turn;
}

const asItIs: Turn = { mirrored: false, quarterTurns: 0 };

/** A camera's frame stands upright. */
export const upright = (bitmap: ImageBitmap): Decoded => ({ bitmap, turn: asItIs });

/**
 * A file from outside as a bitmap. Its header is read before anything is decoded, and what is decoded are the very bytes
 * whose header was read. Throws WardrobeError.
 */
export async function decodeFile(file: Blob): Promise<Decoded> {
  checkFileBytes(file.size);
  const bytes = await readBytes(file);
  const { format } = readHeader(bytes);
  try {
    const bitmap = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'from-image' });
    return { bitmap, turn: heedsExif.has(format) ? asItIs : exifTurn(bytes) };
  } catch (error) {
    throw new WardrobeError(
      'corrupt',
      `The ${format} file is damaged or cut off.`,
      'Copy or download it again, or save it again from the program it came from.',
      { cause: error },
    );
  }
}

async function readBytes(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new WardrobeError(
      'not-found',
      'The file can’t be read.',
      'It may have been moved or changed, or you may not be allowed to open it. Choose it again.',
      { cause: error },
    );
  }
}

/** The picture, upright, on a canvas no larger than the preparation needs. The bitmap's memory is given back. */
export function drawUpright({ bitmap, turn }: Decoded): OffscreenCanvas {
  const { width, height } = workingSize(bitmap.width, bitmap.height);
  const canvas = drawScaled(bitmap, width, height, { turn });
  bitmap.close();
  return canvas;
}

export function pixelsOf(canvas: OffscreenCanvas): Uint8ClampedArray {
  return contextOf(canvas).getImageData(0, 0, canvas.width, canvas.height).data;
}

/** A small copy to show beside the answer, on white as the preparation has it. */
export function thumbnailOf(canvas: OffscreenCanvas): Promise<Blob> {
  const factor = Math.min(1, thumbnailSide / Math.max(canvas.width, canvas.height));
  const width = Math.max(1, Math.round(canvas.width * factor));
  const height = Math.max(1, Math.round(canvas.height * factor));
  return drawScaled(canvas, width, height, { background: 'white' }).convertToBlob(jpeg);
}

/** All of the picture, to be read again for a model that wants it prepared in another way. */
export const copyOf = (canvas: OffscreenCanvas): Promise<Blob> => canvas.convertToBlob(copy);

/** `width` and `height` are those before the turn. */
function drawScaled(
  source: ImageBitmap | OffscreenCanvas,
  width: number,
  height: number,
  { background = 'transparent', turn = asItIs }: { background?: string; turn?: Turn } = {},
): OffscreenCanvas {
  const lies = turn.quarterTurns % 2 === 1;
  const canvas = lies ? new OffscreenCanvas(height, width) : new OffscreenCanvas(width, height);
  const context = contextOf(canvas);
  context.fillStyle = background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  const [cosine, sine] = quarters[turn.quarterTurns];
  const across = turn.mirrored ? -1 : 1;
  context.setTransform(cosine * across, sine * across, -sine, cosine, canvas.width / 2, canvas.height / 2);
  context.drawImage(source, -width / 2, -height / 2, width, height);
  return canvas;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context) return context;
  throw new WardrobeError(
    'out-of-memory',
    'There is no memory left for this picture.',
    'Close other programs and try again.',
  );
}
