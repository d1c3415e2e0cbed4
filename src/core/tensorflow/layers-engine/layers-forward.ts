import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { logitLayers } from '../../model/logit-layers';
import type { WeightRole } from '../../model/shapes';
import type { Layer } from '../../model/training-plan';
import { layerSeed, uniformNumbers } from '../../random/stateless-random';
import { activate } from './layers-activation';
import type { Tfjs } from './layers-backend';
import { batchNorm } from './layers-batch-norm';

/** What a forward pass needs beside its input. */
export interface ForwardContext {
  tf: Tfjs;
  /** By `<layer index>.<role>`, within a residual `<index>.<inner index>.<role>`. */
  weight(name: string): Tensor;
  /** Null when judging. */
  training: TrainingPass | null;
}

export interface TrainingPass {
  /** These two decide what is dropped. */
  seed: number;
  step: number;
  /** Takes the new value of a moving statistic. */
  assign(name: string, value: Tensor): void;
}

/** The same for one layer. */
export interface LayerPlace {
  tf: Tfjs;
  weight(role: WeightRole): Tensor;
  training: { assign(role: WeightRole, value: Tensor): void; uniform(count: number): Float32Array } | null;
  /** Layers within this one. */
  inner(layers: readonly Layer[], input: Tensor): Tensor;
}

export type LayerForward<L extends Layer> = (place: LayerPlace, layer: L, input: Tensor) => Tensor;
type LayerOf<Type extends Layer['type']> = Extract<Layer, { type: Type }>;

const forwards: { [Type in Layer['type']]: LayerForward<LayerOf<Type>> } = {
  flatten: ({ tf }, _layer, input) => tf.reshape(input, [input.shape[0]!, -1]),
  dense: ({ tf, weight }, layer, input) => {
    const product = tf.matMul(input as Tensor2D, weight('kernel') as Tensor2D);
    return activate(tf, layer.activation, tf.add(product, weight('bias')));
  },
  conv2d: ({ tf, weight }, layer, input) => {
    const kernel = weight('kernel') as Tensor4D;
    const convolved = tf.conv2d(input as Tensor4D, kernel, layer.strides, layer.padding);
    return activate(tf, layer.activation, tf.add(convolved, weight('bias')));
  },
  depthwiseConv2d: ({ tf, weight }, layer, input) => {
    const kernel = weight('kernel') as Tensor4D;
    const convolved = tf.depthwiseConv2d(input as Tensor4D, kernel, layer.strides, layer.padding);
    return activate(tf, layer.activation, tf.add(convolved, weight('bias')));
  },
  maxPool: ({ tf }, layer, input) =>
    tf.maxPool(input as Tensor4D, layer.poolSize, layer.strides ?? layer.poolSize, 'valid'),
  avgPool: ({ tf }, layer, input) =>
    tf.avgPool(input as Tensor4D, layer.poolSize, layer.strides ?? layer.poolSize, 'valid'),
  globalAvgPool: ({ tf }, _layer, input) => tf.mean(input, [1, 2]),
  batchNorm,
  activation: ({ tf }, layer, input) => activate(tf, layer.activation, input),
  dropout: ({ tf, training }, { rate }, input) => {
    if (!training || rate === 0) return input;
    const [least, kept] = [Math.fround(rate), 1 / (1 - rate)];
    const mask = training.uniform(input.size).map((value) => (value >= least ? kept : 0));
    return tf.mul(input, tf.tensor(mask, input.shape));
  },
  residual: ({ tf, inner }, { layers }, input) => tf.add(input, inner(layers, input)),
};

/** Logits [batch, 10] of pictures [batch, 28, 28, 1] with values 0–1: the last softmax is left to the loss. */
export function forwardToLogits(context: ForwardContext, layers: readonly Layer[], pictures: Tensor): Tensor {
  return forward(context, logitLayers(layers), pictures, []);
}

function forward(
  context: ForwardContext,
  layers: readonly Layer[],
  input: Tensor,
  path: readonly number[],
): Tensor {
  return layers.reduce((current, layer, index) => {
    const run = forwards[layer.type] as LayerForward<Layer>;
    return run(placeOf(context, [...path, index]), layer, current);
  }, input);
}

function placeOf(context: ForwardContext, path: readonly number[]): LayerPlace {
  const { tf, weight, training } = context;
  const nameOf = (role: WeightRole): string => [...path, role].join('.');
  return {
    tf,
    weight: (role) => weight(nameOf(role)),
    training: training && {
      assign: (role, value) => training.assign(nameOf(role), value),
      uniform: (count) => uniformNumbers(layerSeed(training.seed, path), training.step, count),
    },
    inner: (layers, input) => forward(context, layers, input, path),
  };
}
