import { classNames, imageBytes } from '../../dataset/fashion-mnist';
import { WardrobeError } from '../../domain/errors';

/**
 * What `predict` gives for a part of the pictures at a time, [count × 784] to [count × 10], as one. Throws
 * WardrobeError('bad-input') when a picture is not whole.
 */
export function predictInParts(
  pixels: Uint8Array,
  atOnce: number,
  predict: (part: Uint8Array, count: number) => Float32Array,
): Float32Array {
  if (pixels.length % imageBytes !== 0)
    throw new WardrobeError('bad-input', `${pixels.length} bytes are no whole number of 28×28 pictures.`);
  const count = pixels.length / imageBytes;
  const probabilities = new Float32Array(count * classNames.length);
  for (let start = 0; start < count; start += atOnce) {
    const part = pixels.subarray(start * imageBytes, (start + atOnce) * imageBytes);
    probabilities.set(predict(part, part.length / imageBytes), start * classNames.length);
  }
  return probabilities;
}
