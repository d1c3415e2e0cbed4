import type { DataSet } from '../domain/data-set';
import { fitPicture } from './fit-picture';
import { preparePicture } from './prepare-picture';

/**
 * A decoded, upright picture from outside [height × width × 4] as bytes of the data set's shape, prepared as that set was made.
 * Throws WardrobeError('bad-input') where nothing stands out in a product photo.
 */
export function prepareFor(
  { preparation, shape }: Pick<DataSet, 'preparation' | 'shape'>,
  rgba: Uint8ClampedArray | Uint8Array,
  width: number,
  height: number,
): Uint8Array {
  if (preparation === 'product-photo') return preparePicture(rgba, width, height, shape);
  return fitPicture({ rgba, width, height }, shape, preparation);
}
