import { add } from '../ops/arithmetic';
import type { LayerBuilder, LayerOf } from './layer-builder';

/** x + layers(x) */
export const residual: LayerBuilder<LayerOf<'residual'>> = (context, layer, input) => {
  const branch = context.inner(layer.layers, input);
  return {
    output: add(context.g, input, branch.output),
    backward: (gradient, sameSums) => {
      const branchInput = branch.backward(gradient, sameSums);
      return () => add(context.g, gradient, branchInput());
    },
  };
};
