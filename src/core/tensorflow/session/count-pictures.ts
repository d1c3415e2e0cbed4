import { pictureBytes, type PictureShape } from '../../domain/data-set';
import { WardrobeError } from '../../domain/errors';

/** How many pictures of that shape `pixels` holds. Throws WardrobeError('bad-input') when one is not whole. */
export function countPictures(pixels: Uint8Array, shape: PictureShape): number {
  const count = pixels.length / pictureBytes(shape);
  if (Number.isInteger(count)) return count;
  const { height, width } = shape;
  throw new WardrobeError(
    'bad-input',
    `${pixels.length} bytes are no whole number of ${width}×${height} pictures.`,
  );
}
