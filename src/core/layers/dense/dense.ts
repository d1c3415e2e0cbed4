import { z } from 'zod';
import { activationKinds, activationSchema } from '../activations/registry';
import { layerKind } from '../layer-kind';
import { activationWords, count } from '../parts/fields';
import { unless, words } from '../parts/labels';
import { shapeSize } from '../shape-size';
import { denseInGraph } from './graph';
import { densePlain } from './plain';

/** activation(x·kernel + bias) */
export const dense = layerKind({
  schema: z.strictObject({
    type: z.literal('dense'),
    units: count(1, 8192),
    activation: activationSchema,
  }),
  name: 'Dense',
  about: 'weighs every value against every other',
  settings: {
    units: { label: 'Units', about: 'Values it gives.', initial: 64 },
    activation: activationWords('relu'),
  },
  label: ({ units, activation }) => words(`Dense ${units}`, unless('linear', activation)),

  outputShape: ({ units }, { input, refuse }) =>
    input.length === 1
      ? [units]
      : refuse('needs a flat input', 'Put a flatten or globalAvgPool layer before it.'),
  weights: ({ units }, input) => ({ kernel: [input.at(-1) ?? 1, units], bias: [units] }),
  multiplyAdds: ({ units }, input) => shapeSize(input) * units,

  graph: denseInGraph,
  eager({ tf, weight }, layer, input) {
    const product = tf.matMul(input, weight('kernel'));
    return activationKinds[layer.activation].eager(tf, tf.add(product, weight('bias')));
  },
  plain: densePlain,
});
