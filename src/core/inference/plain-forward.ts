import type { PlainForward } from '../layers/plain-layer';
import { innerLayers, kindOf, type Layer } from '../layers/registry';
import { layerOutputShape } from '../layers/shapes';

/**
 * The forward pass of layers one after another, for one picture or list of this shape. `weight` gives each weight by its
 * name as `weightsOf` says it, with `prefix` in front.
 */
export function plainForward(
  layers: readonly Layer[],
  input: readonly number[],
  weight: (name: string) => Float32Array,
  prefix = '',
): PlainForward {
  let shape = input;
  const steps = layers.map((layer, index) => {
    const inputShape = shape;
    const outputShape = layerOutputShape(layer, shape, `${prefix}${index + 1}`);
    shape = outputShape;
    return kindOf(layer).plain(layer, {
      inputShape,
      outputShape,
      weight: (role) => weight(`${prefix}${index}.${role}`),
      inner: () => plainForward(innerLayers(layer), inputShape, weight, `${prefix}${index}.`),
    });
  });
  return (values) => steps.reduce((current, step) => step(current), values);
}
