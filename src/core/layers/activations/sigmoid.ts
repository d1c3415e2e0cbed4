import { elementwise } from '../../graph/ops/neural';
import { eachValue, type ActivationKind } from './activation-kind';

/** 1/(1 + e^−x) */
export const sigmoid: ActivationKind = {
  name: 'Sigmoid',
  about: 'Squeezes values to 0 … 1.',
  rises: true,
  graph(g, x) {
    const y = elementwise(g, 'Sigmoid', 'y', [x]);
    return { output: y, backward: (gradient) => elementwise(g, 'SigmoidGrad', 'z', [y, gradient]) };
  },
  eager: (tf, x) => tf.sigmoid(x),
  plain: eachValue(sigmoidOf),
};

export function sigmoidOf(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
