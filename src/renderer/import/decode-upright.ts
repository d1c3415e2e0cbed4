import type { PictureShape } from '#core/domain/data-set';
import { WardrobeError } from '#core/domain/errors';
import { exifTurn, type Turn } from '#core/image/exif-orientation';
import { readHeader, type PictureHeader } from '#core/image/read-header';
import type { RgbaPicture } from '#core/image/rgba-picture';

/** A file that is being decoded. */
export interface Decoding {
  /** Of the picture in the file. */
  pixels: number;
  bitmap: Promise<ImageBitmap>;
  /** How the bitmap is to be turned. */
  turn: Turn;
  /** Whether the picture is set upright by its EXIF data, by the decoder or by `turn`. */
  turned: boolean;
}

/** A photo is shrunk to no less than this many times the side of the set's pictures before it is fitted. */
const spare = 4;

const upright: Turn = { mirrored: false, quarterTurns: 0 };

/**
 * Starts to decode a file, shrunk as far as pictures of that shape allow. Its header is read first. Throws WardrobeError at once;
 * `bitmap` rejects with one when the file is damaged.
 */
export function startDecoding(bytes: Uint8Array<ArrayBuffer>, shape: PictureShape): Decoding {
  const header = readHeader(bytes);
  const turn = exifTurn(bytes);
  // Chromium heeds the EXIF data of a JPEG by itself.
  const byDecoder = header.format === 'JPEG';
  // Chromium shrinks before it turns: the size is that of the picture as it lies in the file.
  const { width, height } = shrunkSize(header, shape);
  const shrunk = width * height < header.width * header.height;
  const bitmap = createImageBitmap(new Blob([bytes]), {
    imageOrientation: 'from-image',
    ...(shrunk ? { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' } : {}),
  }).catch((error: unknown) => {
    throw damaged(header, error);
  });
  return {
    pixels: header.width * header.height,
    bitmap,
    turn: byDecoder ? upright : turn,
    turned: turn.mirrored || turn.quarterTurns !== 0,
  };
}

interface Size {
  width: number;
  height: number;
}

function shrunkSize({ width, height }: Size, shape: PictureShape): Size {
  const least = spare * Math.max(shape.width, shape.height);
  const factor = Math.min(1, least / Math.min(width, height));
  return { width: Math.round(width * factor), height: Math.round(height * factor) };
}

/** A canvas that is kept, for pictures often have the same size. */
export class Turntable {
  #canvas = new OffscreenCanvas(1, 1);
  #context = contextOf(this.#canvas);

  /** The bitmap's pixels, turned. Its memory is given back. */
  pixelsOf(bitmap: ImageBitmap, turn: Turn): RgbaPicture {
    const { width, height } = this.#draw(bitmap, turn);
    bitmap.close();
    return { rgba: this.#context.getImageData(0, 0, width, height).data, width, height };
  }

  #draw(bitmap: ImageBitmap, { mirrored, quarterTurns }: Turn): Size {
    const sideways = quarterTurns % 2 === 1;
    const width = sideways ? bitmap.height : bitmap.width;
    const height = sideways ? bitmap.width : bitmap.height;
    const context = this.#context;
    if (this.#canvas.width === width && this.#canvas.height === height) {
      context.resetTransform();
      context.clearRect(0, 0, width, height);
    } else {
      // Sets the context back, too.
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    if (mirrored || quarterTurns !== 0) {
      context.translate(width / 2, height / 2);
      context.rotate((quarterTurns * Math.PI) / 2);
      if (mirrored) context.scale(-1, 1);
      context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
    } else context.drawImage(bitmap, 0, 0);
    return { width, height };
  }
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context) return context;
  throw new WardrobeError('out-of-memory', 'There is no memory left for pictures.', 'Close other programs.');
}

function damaged({ format }: PictureHeader, cause: unknown): WardrobeError {
  return new WardrobeError(
    'corrupt',
    `The ${format} file is damaged or cut off.`,
    'Copy or download it again, or save it again from the program it came from.',
    { cause },
  );
}
