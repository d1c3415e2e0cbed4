import type { Tensor } from '../../graph/graph-builder';
import { biasAdd, biasAddGradient, matMul } from '../../graph/ops/neural';
import { activationKinds, type Activation } from '../activations/registry';
import type { GraphContext, GraphLayer } from '../graph-layer';

/** x [batch, in], kernel [in, out]. */
export function denseInGraph(
  context: GraphContext,
  { activation }: { activation: Activation },
  input: Tensor,
): GraphLayer {
  const { g } = context;
  const kernel = context.weight('kernel');
  const sums = biasAdd(g, matMul(g, input, kernel), context.weight('bias'));
  const activated = activationKinds[activation].graph(g, sums, false);
  return {
    output: activated.output,
    backward(outputGradient) {
      const gradient = activated.backward(outputGradient);
      context.gradient('kernel', matMul(g, input, gradient, { transposeA: true }));
      context.gradient('bias', biasAddGradient(g, gradient));
      return () => matMul(g, gradient, kernel, { transposeB: true });
    },
  };
}
