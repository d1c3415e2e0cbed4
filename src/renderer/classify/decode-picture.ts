import { WardrobeError } from '#core/domain/errors';
import { workingSize } from '#core/image/prepare-picture';
import { checkFileBytes, readHeader } from '#core/image/read-header';

const thumbnailSide = 192;

/**
 * A file from outside as a bitmap, turned as its EXIF says. Its header is read before anything is decoded, and what is
 * decoded are the very bytes whose header was read. Throws WardrobeError.
 */
export async function decodeFile(file: Blob): Promise<ImageBitmap> {
  checkFileBytes(file.size);
  const bytes = await readBytes(file);
  const { format } = readHeader(bytes);
  try {
    return await createImageBitmap(new Blob([bytes]), { imageOrientation: 'from-image' });
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

/** The bitmap on a canvas no larger than the preparation needs. The bitmap's memory is given back. */
export function drawBitmap(bitmap: ImageBitmap): OffscreenCanvas {
  const { width, height } = workingSize(bitmap.width, bitmap.height);
  const canvas = drawScaled(bitmap, width, height);
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
  return drawScaled(canvas, width, height, 'white').convertToBlob({ type: 'image/jpeg', quality: 0.85 });
}

function drawScaled(
  source: ImageBitmap | OffscreenCanvas,
  width: number,
  height: number,
  background = 'transparent',
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = contextOf(canvas);
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
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
