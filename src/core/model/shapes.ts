import { classNames, imageSide } from '../dataset/fashion-mnist';
import { WardrobeError } from '../domain/errors';
import { batchNormDefaults } from './batch-norm-defaults';
import { shapeSize } from './shape-size';
import type { Layer, TrainingPlan } from './training-plan';

/** The input of every model: one picture, grey values 0–1. */
export const inputShape: readonly number[] = [imageSide, imageSide, 1];

export interface LayerShape {
  layer: Layer;
  /** For people: "Conv2D 32 · 3×3 · same · relu". */
  label: string;
  /** Without the batch. */
  outputShape: number[];
  /** Numbers the layer holds, trained or not. */
  parameters: number;
}

export type WeightRole = 'kernel' | 'bias' | 'gamma' | 'beta' | 'movingMean' | 'movingVariance';

export interface WeightSpec {
  /** `<layer index>.<role>`, within a residual `<index>.<inner index>.<role>`. */
  name: string;
  shape: number[];
  role: WeightRole;
  trainable: boolean;
}

const classes = classNames.length;

/** A plan with more weights than this is refused: it would need several gigabytes to train. */
const mostParameters = 100_000_000;

/** Each layer of the plan's first level with its output shape and parameters. Throws WardrobeError as `checkPlan` does. */
export function describeLayers(layers: readonly Layer[]): LayerShape[] {
  let shape = inputShape;
  return layers.map((layer, index) => {
    const input = shape;
    const outputShape = layerOutputShape(layer, input, `${index + 1}`);
    shape = outputShape;
    return { layer, label: layerLabel(layer), outputShape, parameters: countWeights(layer, input) };
  });
}

export function countParameters(layers: readonly Layer[]): number {
  return describeLayers(layers).reduce((sum, layer) => sum + layer.parameters, 0);
}

/**
 * Refuses a plan that can't be compiled, before anything starts: WardrobeError('unsupported'), naming the layer (from 1)
 * and the reason.
 */
export function checkPlan(plan: TrainingPlan): void {
  const shapes = describeLayers(plan.layers);
  const last = shapes.at(-1);
  if (!last || !givesProbabilities(last.layer, last.outputShape))
    throw new WardrobeError(
      'unsupported',
      `Layer ${shapes.length} (${last?.label ?? 'none'}) is the last one, but does not give ${classes} probabilities.`,
      howToEnd,
    );
  const excess = tooManyWeights(shapes);
  if (excess)
    throw new WardrobeError(
      'unsupported',
      `${excess.message} Layer ${shapes.indexOf(excess.largest) + 1} (${excess.largest.label}) has most of them.`,
      'Make that layer smaller.',
    );
}

export const howToEnd = `End the model with a dense layer of ${classes} units and softmax.`;

/** Whether a layer with that output, without the batch, can be the last one. */
export function givesProbabilities(layer: Layer, output: readonly number[]): boolean {
  return 'activation' in layer && layer.activation === 'softmax' && output.join() === `${classes}`;
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

/** Every weight in the plan's order; shapes as in Keras. `input` is the shape that the first layer gets. */
export function weightSpecs(layers: readonly Layer[], input = inputShape): WeightSpec[] {
  return specsFrom(layers, input, '');
}

function specsFrom(layers: readonly Layer[], input: readonly number[], prefix: string): WeightSpec[] {
  let shape = input;
  return layers.flatMap((layer, index) => {
    const specs =
      layer.type === 'residual'
        ? specsFrom(layer.layers, shape, `${prefix}${index}.`)
        : ownWeights(layer, shape).map(([role, weightShape]) => ({
            name: `${prefix}${index}.${role}`,
            shape: weightShape,
            role,
            trainable: role !== 'movingMean' && role !== 'movingVariance',
          }));
    shape = layerOutputShape(layer, shape, `${prefix}${index + 1}`);
    return specs;
  });
}

function countWeights(layer: Layer, input: readonly number[]): number {
  return specsFrom([layer], input, '').reduce((sum, spec) => sum + shapeSize(spec.shape), 0);
}

function ownWeights(layer: Layer, input: readonly number[]): [WeightRole, number[]][] {
  const channels = input.at(-1) ?? 1;
  switch (layer.type) {
    case 'dense':
      return [
        ['kernel', [channels, layer.units]],
        ['bias', [layer.units]],
      ];
    case 'conv2d':
      return [
        ['kernel', [layer.kernelSize, layer.kernelSize, channels, layer.filters]],
        ['bias', [layer.filters]],
      ];
    case 'depthwiseConv2d':
      return [
        ['kernel', [layer.kernelSize, layer.kernelSize, channels, 1]],
        ['bias', [channels]],
      ];
    case 'batchNorm':
      return [
        ['gamma', [channels]],
        ['beta', [channels]],
        ['movingMean', [channels]],
        ['movingVariance', [channels]],
      ];
    default:
      return [];
  }
}

/**
 * Output shape of one layer, both shapes without the batch. `number` is the layer's place for people ("3", "3.1").
 * Throws WardrobeError('unsupported') when the layer can't follow such an input.
 */
export function layerOutputShape(layer: Layer, input: readonly number[], number: string): number[] {
  const refuse = (why: string, hint: string): never => {
    throw new WardrobeError('unsupported', `Layer ${number} (${layerLabel(layer)}) ${why}.`, hint);
  };
  const picture = (): [number, number, number] =>
    input.length === 3
      ? [input[0]!, input[1]!, input[2]!]
      : refuse('needs a picture as its input, but gets a flat list', 'Put it before the flatten layer.');
  const window = (kernel: number, stride: number, padding: 'valid' | 'same', channels?: number): number[] => {
    const [height, width, own] = picture();
    const side = (length: number): number =>
      padding === 'same' ? Math.ceil(length / stride) : Math.floor((length - kernel) / stride) + 1;
    if (padding === 'valid' && (height < kernel || width < kernel))
      refuse(
        `is ${kernel}×${kernel} wide, but its input is only ${height}×${width}`,
        'Make it smaller, or take out a pooling layer before it.',
      );
    return [side(height), side(width), channels ?? own];
  };
  switch (layer.type) {
    case 'flatten':
      return [shapeSize(input)];
    case 'dense':
      return input.length === 1
        ? [layer.units]
        : refuse('needs a flat input', 'Put a flatten or globalAvgPool layer before it.');
    case 'conv2d':
      return window(layer.kernelSize, layer.strides, layer.padding, layer.filters);
    case 'depthwiseConv2d':
      return window(layer.kernelSize, layer.strides, layer.padding);
    case 'maxPool':
    case 'avgPool':
      return window(layer.poolSize, layer.strides ?? layer.poolSize, 'valid');
    case 'globalAvgPool':
      return [picture()[2]];
    case 'batchNorm':
    case 'activation':
    case 'dropout':
      return [...input];
    case 'residual': {
      const output = layer.layers.reduce(
        (shape, inner, index) => layerOutputShape(inner, shape, `${number}.${index + 1}`),
        [...input],
      );
      if (output.join() === input.join()) return output;
      return refuse(
        `adds its input (${input.join('×')}) to something of another shape (${output.join('×')})`,
        'Let its layers keep the shape: padding "same", strides 1, as many filters as come in.',
      );
    }
  }
}

/** A layer in a few words for people: all that it is but a residual's own layers; what is as usual goes without saying. */
export function layerLabel(layer: Layer): string {
  const words = (...parts: string[]): string => parts.filter((part) => part !== '').join(' · ');
  const square = (side: number): string => `${side}×${side}`;
  const unless = (usual: number | string, value: number | string, before = ''): string =>
    value === usual ? '' : `${before}${value}`;
  switch (layer.type) {
    case 'flatten':
      return 'Flatten';
    case 'dense':
      return words(`Dense ${layer.units}`, unless('linear', layer.activation));
    case 'conv2d':
    case 'depthwiseConv2d':
      return words(
        layer.type === 'conv2d' ? `Conv2D ${layer.filters}` : 'Depthwise Conv2D',
        square(layer.kernelSize),
        unless(1, layer.strides, 'stride '),
        unless('valid', layer.padding),
        unless('linear', layer.activation),
      );
    case 'maxPool':
    case 'avgPool':
      return words(
        `${layer.type === 'maxPool' ? 'Max' : 'Average'} pool ${square(layer.poolSize)}`,
        unless(layer.poolSize, layer.strides ?? layer.poolSize, 'stride '),
      );
    case 'globalAvgPool':
      return 'Global average pool';
    case 'batchNorm':
      return words(
        'Batch norm',
        unless(batchNormDefaults.momentum, layer.momentum, 'momentum '),
        unless(batchNormDefaults.epsilon, layer.epsilon, 'epsilon '),
      );
    case 'activation':
      return `Activation ${layer.activation}`;
    case 'dropout':
      return `Dropout ${layer.rate}`;
    case 'residual':
      return `Residual of ${layer.layers.length}`;
  }
}
