import { cast, greaterEqual, mul, scaled } from '../ops/arithmetic';
import type { LayerBuilder, LayerOf } from './layer-builder';

/** In training, zeroes each value with probability `rate` and scales the rest by 1/(1 − rate); else does nothing. */
export const dropout: LayerBuilder<LayerOf<'dropout'>> = (context, layer, input) => {
  const { g } = context;
  if (!context.training || layer.rate === 0) {
    return { output: input, backward: (gradient) => () => gradient };
  }
  const kept = cast(g, greaterEqual(g, context.uniformLike(input), g.float(layer.rate)), 'float');
  const mask = scaled(g, kept, 1 / (1 - layer.rate));
  return { output: mul(g, input, mask), backward: (gradient) => () => mul(g, gradient, mask) };
};
