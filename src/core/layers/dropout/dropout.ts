import { z } from 'zod';
import { cast, greaterEqual, mul, scaled } from '../../graph/ops/arithmetic';
import { layerKind } from '../layer-kind';
import { unchanged } from '../plain-layer';

/** In training, zeroes each value with probability `rate` and scales the rest by 1/(1 − rate); else does nothing. */
export const dropout = layerKind({
  schema: z.strictObject({ type: z.literal('dropout'), rate: z.number().min(0).max(0.95) }),
  name: 'Dropout',
  about: 'forgets some values while training',
  settings: { rate: { label: 'Rate', about: 'Part of the values that is forgotten.', initial: 0.25 } },
  label: ({ rate }) => `Dropout ${rate}`,

  outputShape: (_layer, { input }) => [...input],

  graph(context, { rate }, input) {
    const { g } = context;
    if (!context.training || rate === 0) return { output: input, backward: (gradient) => () => gradient };
    const kept = cast(g, greaterEqual(g, context.uniformLike(input), g.float(rate)), 'float');
    const mask = scaled(g, kept, 1 / (1 - rate));
    return { output: mul(g, input, mask), backward: (gradient) => () => mul(g, gradient, mask) };
  },
  eager({ tf, training }, { rate }, input) {
    if (!training || rate === 0) return input;
    const [least, kept] = [Math.fround(rate), 1 / (1 - rate)];
    const mask = training.uniform(input.size).map((value) => (value >= least ? kept : 0));
    return tf.mul(input, tf.tensor(mask, input.shape));
  },
  plain: unchanged,
});
