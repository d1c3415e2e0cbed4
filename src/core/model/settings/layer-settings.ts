import type { Layer } from '../training-plan';
import { settingsOf } from './make-setting';
import { schemaFields } from './schema-fields';
import type { Setting } from './setting';

export type LayerType = Layer['type'];

/** What each kind of layer is called, and what it does, in a few words. */
export const layerKinds: Record<LayerType, { name: string; about: string }> = {
  conv2d: { name: 'Convolution', about: 'looks for small patterns all over the picture' },
  depthwiseConv2d: { name: 'Depthwise convolution', about: 'looks for one small pattern in each channel' },
  batchNorm: { name: 'Batch norm', about: 'evens out values over the batch' },
  activation: { name: 'Activation', about: 'bends each value' },
  maxPool: { name: 'Max pool', about: 'keeps the strongest value of each patch' },
  avgPool: { name: 'Average pool', about: 'keeps the mean of each patch' },
  globalAvgPool: { name: 'Global average pool', about: 'keeps one mean for each channel' },
  residual: { name: 'Residual block', about: 'adds what it finds to what came in' },
  flatten: { name: 'Flatten', about: 'lays the rows of the picture end to end' },
  dense: { name: 'Dense', about: 'weighs every value against every other' },
  dropout: { name: 'Dropout', about: 'forgets some values while training' },
};

const words: Record<string, { label: string; about: string; initial?: number; empty?: string }> = {
  units: { label: 'Units', about: 'Values it gives.', initial: 64 },
  filters: { label: 'Filters', about: 'Patterns it looks for; each gives a channel.', initial: 32 },
  kernelSize: { label: 'Kernel size', about: 'Side of each pattern, in pixels.', initial: 3 },
  strides: { label: 'Stride', about: 'Pixels from one place to the next.' },
  poolSize: { label: 'Patch size', about: 'Side of each patch, in pixels.', initial: 2 },
  momentum: { label: 'Momentum', about: 'How slowly its means follow the batches.' },
  epsilon: { label: 'Epsilon', about: 'Keeps it finite where all values are the same.' },
  rate: { label: 'Rate', about: 'Part of the values that is forgotten.', initial: 0.25 },
};

const activations = {
  linear: ['None', 'Values stay as they are.'],
  relu: ['ReLU', 'Cuts off what is below zero.'],
  gelu: ['GELU', 'As ReLU, with a smooth bend.'],
  swish: ['Swish', 'As ReLU, with a smooth bend that dips below zero.'],
  tanh: ['tanh', 'Squeezes values to −1 … 1.'],
  sigmoid: ['Sigmoid', 'Squeezes values to 0 … 1.'],
  softmax: ['Softmax', 'Probabilities that sum to 1: for the last layer.'],
} satisfies Record<string, [string, string]>;

const paddings = {
  valid: ['None', 'Patterns stay within the picture, which gets smaller.'],
  same: ['Same size', 'Zeros around the picture keep its size.'],
} satisfies Record<string, [string, string]>;

/** The settings of one kind of layer, in the schema's order; their paths are "layers.<type>.<field>". */
export function layerSettings(type: LayerType): Setting[] {
  const make = settingsOf('basics');
  const prefix = `layers.${type}.`;
  return [...schemaFields.keys()]
    .filter((path) => path.startsWith(prefix))
    .map((path) => {
      const field = path.slice(prefix.length);
      if (field === 'activation')
        return make.choice(path, { label: 'Activation', about: 'How values are bent.' }, activations);
      if (field === 'padding')
        return make.choice(path, { label: 'Padding', about: 'What is done at the edges.' }, paddings);
      const pooling = field === 'strides' && (type === 'maxPool' || type === 'avgPool');
      return make.number(path, {
        ...words[field]!,
        ...(pooling ? { about: 'Pixels from one patch to the next.', empty: 'as the patch' } : {}),
      });
    });
}

/** "filters" of "layers.conv2d.filters". */
export const layerField = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
