import { dimensionsOf, type ModelTask } from '../domain/data-set';
import { toErrorInfo, type ErrorInfo } from '../domain/errors';
import { innerLayers, type Layer } from '../layers/registry';
import { shapeSize } from '../layers/shape-size';
import { layerLabel, layerOutputShape, weightsOf } from '../layers/shapes';
import { givesProbabilities, howToEnd, tooManyWeights } from './shapes';

/** One layer as it stands in its model, whether or not the model is whole. */
export interface InspectedLayer {
  layer: Layer;
  label: string;
  /** Without the batch; null behind a layer that does not fit. */
  input: number[] | null;
  /** Null where the layer, or one before it, does not fit. */
  output: number[] | null;
  parameters: number;
  /** Why it does not fit where it stands. */
  error: ErrorInfo | null;
  /** A residual's own layers. */
  inner: (InspectedLayer | null)[];
}

/** Layers with null for those that can't be read yet. */
export type DraftLayers = readonly (Layer | null)[];

/**
 * Each layer with its shapes, as far as they can be known, and with what is wrong about it: as `checkPlan`, but at the layer and going on.
 */
export function inspectLayers(layers: DraftLayers, task: ModelTask): (InspectedLayer | null)[] {
  const inspected = inspect(layers, dimensionsOf(task.shape), '');
  const last = inspected.at(-1);
  if (
    last &&
    last.error === null &&
    last.output !== null &&
    !givesProbabilities(last.layer, last.output, task)
  )
    last.error = notTheEnd(task);
  const known = inspected.filter((one) => one !== null);
  const excess = tooManyWeights(known);
  if (excess)
    excess.largest.error ??= {
      kind: 'unsupported',
      message: excess.message,
      hint: 'Make this layer smaller: it has most of them.',
    };
  return inspected;
}

function inspect(layers: DraftLayers, from: number[], prefix: string): (InspectedLayer | null)[] {
  let input: number[] | null = from;
  return layers.map((layer, index) => {
    const one: InspectedLayer | null = layer && inspectOne(layer, input, `${prefix}${index + 1}`);
    input = one?.output ?? null;
    return one;
  });
}

function inspectOne(layer: Layer, input: number[] | null, place: string): InspectedLayer {
  const common = { layer, label: layerLabel(layer), input, output: null, parameters: 0, error: null };
  const inner = input ? inspect(innerLayers(layer), input, `${place}.`) : [];
  if (input === null) return { ...common, inner };
  try {
    const output = layerOutputShape(layer, input, place);
    const weights = weightsOf([layer], input);
    const parameters = weights.reduce((sum, { shape }) => sum + shapeSize(shape), 0);
    return { ...common, output, parameters, inner };
  } catch (error) {
    // A residual whose own layer is wrong says so there.
    const told = inner.some((one) => one?.error);
    return { ...common, error: told ? null : toErrorInfo(error), inner };
  }
}

const notTheEnd = (task: ModelTask): ErrorInfo => ({
  kind: 'unsupported',
  message: `The last layer has to give ${task.classes.length} probabilities, one for each class.`,
  hint: howToEnd(task),
});
