import { z } from 'zod';
import { layerKind } from '../layer-kind';
import { epsilonField } from '../parts/fields';
import { unless, words } from '../parts/labels';
import { batchNormEager } from './eager';
import { batchNormInGraph } from './graph';
import { batchNormPlain } from './plain';

const usual = { momentum: 0.99, epsilon: 1e-3 };

/**
 * Normalises each channel (last axis). Training uses the batch's mean and biased variance and moves the averages towards
 * them, as Keras 3 does: moving ← moving·momentum + batch·(1 − momentum). Otherwise the averages are used.
 */
export const batchNorm = layerKind({
  schema: z.strictObject({
    type: z.literal('batchNorm'),
    momentum: z.number().min(0).max(1).default(usual.momentum),
    epsilon: epsilonField.default(usual.epsilon),
  }),
  name: 'Batch norm',
  about: 'evens out values over the batch',
  settings: {
    momentum: { label: 'Momentum', about: 'How slowly its means follow the batches.' },
    epsilon: { label: 'Epsilon', about: 'Keeps it finite where all values are the same.' },
  },
  label: ({ momentum, epsilon }) =>
    words(
      'Batch norm',
      unless(usual.momentum, momentum, 'momentum '),
      unless(usual.epsilon, epsilon, 'epsilon '),
    ),

  outputShape: (_layer, { input }) => [...input],
  weights(_layer, input) {
    const shape = [input.at(-1) ?? 1];
    return { gamma: shape, beta: shape, movingMean: shape, movingVariance: shape };
  },

  graph: batchNormInGraph,
  eager: batchNormEager,
  plain: batchNormPlain,
});

export interface BatchNorm {
  momentum: number;
  epsilon: number;
}
