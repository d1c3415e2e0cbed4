import { mostShiftOf } from '../augmentation/augmentation';
import { dimensionsOf, type ModelTask } from '../domain/data-set';
import { WardrobeError } from '../domain/errors';
import type { Layer } from '../layers/registry';
import { shapeSize } from '../layers/shape-size';
import { layerLabel, layerOutputShape, weightsOf } from '../layers/shapes';
import type { WeightSpec } from '../layers/weight-spec';
import type { TrainingPlan } from './training-plan';

export interface LayerShape {
  layer: Layer;
  /** For people: "Conv2D 32 · 3×3 · same · relu". */
  label: string;
  /** Without the batch. */
  outputShape: number[];
  /** Numbers the layer holds, trained or not. */
  parameters: number;
}

/** A plan with more weights than this is refused: it would need several gigabytes to train. */
const mostParameters = 100_000_000;

/** Each layer of the plan's first level with its output shape and parameters. Throws WardrobeError as `checkPlan` does. */
export function describeLayers(layers: readonly Layer[], task: ModelTask): LayerShape[] {
  let shape: readonly number[] = dimensionsOf(task.shape);
  return layers.map((layer, index) => {
    const input = shape;
    const outputShape = layerOutputShape(layer, input, `${index + 1}`);
    shape = outputShape;
    return { layer, label: layerLabel(layer), outputShape, parameters: countWeights(layer, input) };
  });
}

export function countParameters(layers: readonly Layer[], task: ModelTask): number {
  return describeLayers(layers, task).reduce((sum, layer) => sum + layer.parameters, 0);
}

/**
 * Refuses a plan that can't be trained for that task, before anything starts: WardrobeError('unsupported'), naming the layer (from 1)
 * or the setting, and the reason.
 */
export function checkPlan(plan: TrainingPlan, task: ModelTask): void {
  const shapes = describeLayers(plan.layers, task);
  const last = shapes.at(-1);
  if (!last || !givesProbabilities(last.layer, last.outputShape, task))
    throw new WardrobeError(
      'unsupported',
      `Layer ${shapes.length} (${last?.label ?? 'none'}) is the last one, but does not give ${task.classes.length} probabilities.`,
      howToEnd(task),
    );
  const excess = tooManyWeights(shapes);
  if (excess)
    throw new WardrobeError(
      'unsupported',
      `${excess.message} Layer ${shapes.indexOf(excess.largest) + 1} (${excess.largest.label}) has most of them.`,
      'Make that layer smaller.',
    );
  checkShift(plan, task);
}

function checkShift({ augmentation }: TrainingPlan, { shape }: ModelTask): void {
  const most = mostShiftOf(shape);
  if (augmentation === null || augmentation.shift <= most) return;
  throw new WardrobeError(
    'unsupported',
    `A shift of ${augmentation.shift} pixels is more than half of pictures of ${shape.width} × ${shape.height}.`,
    `Shift them by ${most} pixels at most.`,
  );
}

export const howToEnd = ({ classes }: ModelTask): string =>
  `End the model with a dense layer of ${classes.length} units and softmax.`;

/** Whether a layer with that output, without the batch, can be the last one. */
export function givesProbabilities(layer: Layer, output: readonly number[], { classes }: ModelTask): boolean {
  return 'activation' in layer && layer.activation === 'softmax' && output.join() === `${classes.length}`;
}

/** Null where the layers have no more weights than can be trained; else why not, and the layer that has most of them. */
export function tooManyWeights<L extends { parameters: number }>(
  layers: readonly L[],
): { message: string; largest: L } | null {
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  if (parameters <= mostParameters) return null;
  const largest = layers.reduce((a, b) => (b.parameters > a.parameters ? b : a));
  return {
    message: `The model has ${parameters} weights; at most ${mostParameters} can be trained.`,
    largest,
  };
}

/** Every weight in the plan's order. `input` is the shape that the first layer gets. */
export function weightSpecs(layers: readonly Layer[], input: readonly number[]): WeightSpec[] {
  return weightsOf(layers, input);
}

function countWeights(layer: Layer, input: readonly number[]): number {
  return weightsOf([layer], input).reduce((sum, spec) => sum + shapeSize(spec.shape), 0);
}
