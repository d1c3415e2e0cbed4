import { biasAdd, biasAddGradient, matMul } from '../ops/neural';
import { activate } from './activation';
import type { LayerBuilder, LayerOf } from './layer-builder';

/** activation(x·kernel + bias), x [batch, in], kernel [in, out]. */
export const dense: LayerBuilder<LayerOf<'dense'>> = (context, layer, input) => {
  const { g } = context;
  const kernel = context.weight('kernel');
  const activated = activate(
    g,
    layer.activation,
    biasAdd(g, matMul(g, input, kernel), context.weight('bias')),
  );
  return {
    output: activated.output,
    backward: (outputGradient) => {
      const gradient = activated.backward(outputGradient);
      context.gradient('kernel', matMul(g, input, gradient, { transposeA: true }));
      context.gradient('bias', biasAddGradient(g, gradient));
      return () => matMul(g, gradient, kernel, { transposeB: true });
    },
  };
};
