import { holdsLayers, layerSchema, layerTypes, type Layer, type LayerType } from '#core/layers/registry';
import { layerOutputShape } from '#core/layers/shapes';
import { layerField, layerSettings } from '#core/model/settings/layer-settings';
import { schemaField } from '#core/model/settings/schema-fields';

export interface LayerCase {
  layer: Layer;
  /** Shape of an input that it can follow, without the batch. */
  input: number[];
  /** Values of the input lie between this and its negative. */
  reach: number;
}

const inputs = [[5, 4, 2], [7]];
/** Where activations bend, some of them far from zero. */
const wide = 8;

/** Layers of a kind as its schema allows them: a small one, and others that differ from it in one field each. */
export function layersOf(type: LayerType): Layer[] {
  const fields = layerSettings(type).map(({ path }) => [layerField(path), valuesOf(path)] as const);
  const layers = holdsLayers(type) ? { layers: keepingShape() } : {};
  const small = { type, ...layers, ...Object.fromEntries(fields.map(([field, [first]]) => [field, first])) };
  const others = fields.flatMap(([field, [, ...values]]) =>
    values.map((value) => ({ ...small, [field]: value })),
  );
  return [small, ...others].map((layer) => layerSchema.parse(layer));
}

/** The same with every input that they can follow. */
export const layerCases: readonly LayerCase[] = layerTypes.flatMap((type) =>
  layersOf(type).flatMap((layer) =>
    inputs
      .filter((input) => follows(layer, input))
      .map((input) => ({
        layer,
        input,
        reach: type === 'activation' && input.length === 1 ? wide : 1,
      })),
  ),
);

export function follows(layer: Layer, input: readonly number[]): boolean {
  try {
    layerOutputShape(layer, input, '1');
    return true;
  } catch {
    return false;
  }
}

/** Some values of a field: all of a choice, a few of a number, small ones. */
function valuesOf(path: string): (number | string)[] {
  const { type, options, min, max, whole } = schemaField(path);
  if (type === 'choice') return options;
  const allowed = (value: number): boolean => value >= (min ?? -Infinity) && value <= (max ?? Infinity);
  return (whole ? [2, 1, 3] : [0.4, min ?? 0]).filter(allowed);
}

/** What may stand within a layer that has to keep the shape: of each other kind the first that does. */
function keepingShape(): Layer[] {
  const [picture] = inputs as [number[], number[]];
  return layerTypes
    .filter((type) => !holdsLayers(type))
    .flatMap((type) =>
      layersOf(type)
        .filter((layer) => follows(layer, picture))
        .filter((layer) => layerOutputShape(layer, picture, '1').join() === picture.join())
        .slice(0, 1),
    );
}
