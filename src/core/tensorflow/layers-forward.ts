import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { WardrobeError } from '../errors';
import { hashIntegers, Random } from '../model/random';
import { layerLabel } from '../model/shapes';
import type { Activation, Layer, TrainingPlan } from '../model/training-plan';
import type { Tfjs } from './layers-backend';

/** What a forward pass needs beside its input. */
export interface ForwardContext {
  tf: Tfjs;
  /** By `<layer index>.<role>`. */
  weights: ReadonlyMap<string, Tensor>;
  /** Null when judging; else what decides the dropout of this step. */
  training: { seed: number; step: number } | null;
}

type Forward<L extends Layer> = (context: ForwardContext, layer: L, input: Tensor, index: number) => Tensor;
type LayerOf<Type extends Layer['type']> = Extract<Layer, { type: Type }>;

const dropoutStream = 0x64726f70;

const weight = ({ weights }: ForwardContext, index: number, role: string): Tensor =>
  weights.get(`${index}.${role}`)!;

const forwards: { [Type in Layer['type']]?: Forward<LayerOf<Type>> } = {
  flatten: ({ tf }, _layer, input) => tf.reshape(input, [input.shape[0]!, -1]),
  dense: (context, layer, input, index) => {
    const { tf } = context;
    const product = tf.matMul(input, weight(context, index, 'kernel'));
    return activate(tf, layer.activation, tf.add(product, weight(context, index, 'bias')));
  },
  conv2d: (context, layer, input, index) => {
    const { tf } = context;
    const kernel = weight(context, index, 'kernel') as Tensor4D;
    const convolved = tf.conv2d(input as Tensor4D, kernel, layer.strides, layer.padding);
    return activate(tf, layer.activation, tf.add(convolved, weight(context, index, 'bias')));
  },
  maxPool: ({ tf }, layer, input) =>
    tf.maxPool(input as Tensor4D, layer.poolSize, layer.strides ?? layer.poolSize, 'valid'),
  avgPool: ({ tf }, layer, input) =>
    tf.avgPool(input as Tensor4D, layer.poolSize, layer.strides ?? layer.poolSize, 'valid'),
  globalAvgPool: ({ tf }, _layer, input) => tf.mean(input, [1, 2]),
  activation: ({ tf }, layer, input) => activate(tf, layer.activation, input),
  dropout: ({ tf, training }, { rate }, input, index) => {
    if (!training || rate === 0) return input;
    const random = new Random(hashIntegers(training.seed, dropoutStream, index), training.step);
    const mask = new Float32Array(input.size).map(() => (random.fraction() < rate ? 0 : 1 / (1 - rate)));
    return tf.mul(input, tf.tensor(mask, input.shape));
  },
};

/** Logits [batch, 10] of pictures [batch, 28, 28, 1] with values 0–1: the last softmax is left to the loss. */
export function forwardToLogits(context: ForwardContext, layers: readonly Layer[], pictures: Tensor): Tensor {
  return withoutLastSoftmax(layers).reduce((input, layer, index) => {
    const forward = forwards[layer.type] as Forward<Layer>;
    return forward(context, layer, input, index);
  }, pictures);
}

/** Throws WardrobeError('unsupported') with the first layer or setting of the plan that the layers engine lacks. */
export function checkLayersSupport({ layers, augmentation, weightAveraging }: TrainingPlan): void {
  const unknown = layers.findIndex(({ type }) => !(type in forwards));
  if (unknown >= 0) refuse(`layer ${unknown + 1} (${layerLabel(layers[unknown]!)})`);
  if (augmentation && Object.values(augmentation).some(Boolean)) refuse('augmentation');
  if (weightAveraging !== null) refuse('weight averaging');
}

function refuse(what: string): never {
  throw new WardrobeError(
    'unsupported',
    `Without TensorFlow's native library, ${what} can't be trained.`,
    'Run "npm run -s wardrobe -- doctor" to see how to get TensorFlow, or take it out of the model.',
  );
}

function withoutLastSoftmax(layers: readonly Layer[]): Layer[] {
  const last = layers.at(-1);
  if (!last || !('activation' in last)) return [...layers];
  return [...layers.slice(0, -1), { ...last, activation: 'linear' }];
}

function activate(tf: Tfjs, activation: Activation, x: Tensor): Tensor {
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return tf.relu(x);
    case 'tanh':
      return tf.tanh(x);
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'softmax':
      return tf.softmax(x);
    case 'swish':
      return tf.mul(x, tf.sigmoid(x));
    case 'gelu':
      return tf.mul(x, tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5));
  }
}
