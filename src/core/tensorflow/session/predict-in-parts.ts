import { pictureBytes, type ModelTask } from '../../domain/data-set';
import { countPictures } from './count-pictures';

/**
 * What `predict` gives for a part of the pictures at a time, [count × bytes of a picture] to [count × classes], as one.
 * Throws WardrobeError('bad-input') when a picture is not whole.
 */
export function predictInParts(
  pixels: Uint8Array,
  { classes, shape }: ModelTask,
  atOnce: number,
  predict: (part: Uint8Array, count: number) => Float32Array,
): Float32Array {
  const bytes = pictureBytes(shape);
  const count = countPictures(pixels, shape);
  const probabilities = new Float32Array(count * classes.length);
  for (let start = 0; start < count; start += atOnce) {
    const part = pixels.subarray(start * bytes, (start + atOnce) * bytes);
    probabilities.set(predict(part, part.length / bytes), start * classes.length);
  }
  return probabilities;
}
