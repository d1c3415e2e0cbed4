import { layerOutputShape } from '../model/shapes';
import type { Layer } from '../model/training-plan';

/** Height and width. */
export type Sides = readonly [number, number];

/**
 * How much of a picture [height, width, channels] the layers look at, from its top left: a valid window that does not fit once
 * more leaves out the last rows and columns, and then so may all layers before it. 3 × 3 on 28 × 28, pooled by 2, and the
 * same again read 26 × 26.
 */
export function sidesRead(layers: readonly Layer[], input: readonly number[]): Sides {
  const shapes = [input];
  for (const [index, layer] of layers.entries())
    shapes.push(layerOutputShape(layer, shapes[index]!, `${index + 1}`));
  let read = sidesOf(shapes.at(-1)!);
  for (const [index, layer] of [...layers.entries()].reverse())
    read = sidesReadBy(layer, sidesOf(shapes[index]!), read);
  return read;
}

const sidesOf = ([height = 1, width = 1]: readonly number[]): Sides => [height, width];

/** What a layer reads of its input for the top left `wanted` of its output. */
function sidesReadBy(layer: Layer, input: Sides, [height, width]: Sides): Sides {
  const window = (size: number, strides: number): Sides => [
    (height - 1) * strides + size,
    (width - 1) * strides + size,
  ];
  switch (layer.type) {
    case 'conv2d':
    case 'depthwiseConv2d':
      return layer.padding === 'valid' ? window(layer.kernelSize, layer.strides) : input;
    case 'maxPool':
    case 'avgPool':
      return window(layer.poolSize, layer.strides ?? layer.poolSize);
    case 'activation':
      return [height, width];
    default:
      // The others look at the whole of it, be it for an average, or draw random numbers for the whole of it.
      return input;
  }
}
