import { WardrobeError } from '../domain/errors';
import type { NamedTensor } from '../domain/named-tensor';
import { shapeSize } from '../layers/shape-size';

/**
 * A model's tensors from its packed weights: little-endian float32, one tensor after another as listed.
 * Throws WardrobeError('corrupt') when the bytes are more or fewer than the list says.
 */
export function unpackTensors(
  listing: readonly { name: string; shape: readonly number[] }[],
  weights: Uint8Array,
): NamedTensor[] {
  const sizes = listing.map(({ shape }) => shapeSize(shape));
  if (weights.length !== 4 * sizes.reduce((sum, size) => sum + size, 0)) {
    throw new WardrobeError(
      'corrupt',
      `The model's weights have ${weights.length} bytes, which is not what its list says.`,
      'Choose another run, or train it again.',
    );
  }
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  let at = 0;
  return listing.map(({ name, shape }, index) => {
    const values = new Float32Array(sizes[index] ?? 0);
    for (let i = 0; i < values.length; i++, at += 4) values[i] = view.getFloat32(at, true);
    return { name, shape: [...shape], values };
  });
}
