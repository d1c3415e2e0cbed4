import { WardrobeError } from '../domain/errors';
import { innerLayers, kindOf, type Layer } from './registry';
import { isTrained, type WeightRole, type WeightSpec } from './weight-spec';

/**
 * Output shape of one layer, both shapes without the batch. `number` is the layer's place for people ("3", "3.1").
 * Throws WardrobeError('unsupported') when the layer can't follow such an input.
 */
export function layerOutputShape(layer: Layer, input: readonly number[], number: string): number[] {
  return kindOf(layer).outputShape(layer, {
    input,
    inner: () =>
      innerLayers(layer).reduce(
        (shape, inner, index) => layerOutputShape(inner, shape, `${number}.${index + 1}`),
        [...input],
      ),
    refuse(why, hint) {
      throw new WardrobeError('unsupported', `Layer ${number} (${layerLabel(layer)}) ${why}.`, hint);
    },
  });
}

/** A layer in a few words for people: "Conv2D 32 · 3×3 · same · relu". */
export function layerLabel(layer: Layer): string {
  return kindOf(layer).label(layer);
}

/** Every weight of the layers in their order. `input` is the shape that the first one gets, without the batch. */
export function weightsOf(layers: readonly Layer[], input: readonly number[], prefix = ''): WeightSpec[] {
  let shape = input;
  return layers.flatMap((layer, index) => {
    const own = Object.entries(kindOf(layer).weights?.(layer, shape) ?? {}) as [WeightRole, number[]][];
    const specs = own.map(([role, weightShape]) => ({
      name: `${prefix}${index}.${role}`,
      shape: weightShape,
      role,
      trainable: isTrained(role),
    }));
    const inner = weightsOf(innerLayers(layer), shape, `${prefix}${index}.`);
    shape = layerOutputShape(layer, shape, `${prefix}${index + 1}`);
    return [...specs, ...inner];
  });
}
