import type { Sides } from '../layers/layer-kind';
import { kindOf, type Layer } from '../layers/registry';
import { layerOutputShape } from '../layers/shapes';

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
  for (const [index, layer] of [...layers.entries()].reverse()) {
    const input = sidesOf(shapes[index]!);
    read = kindOf(layer).sidesRead?.(layer, read, input) ?? input;
  }
  return read;
}

const sidesOf = ([height = 1, width = 1]: readonly number[]): Sides => [height, width];
