import { elementwise } from '../../graph/ops/neural';
import { eachValue, type ActivationKind } from './activation-kind';

export const tanh: ActivationKind = {
  name: 'tanh',
  about: 'Squeezes values to −1 … 1.',
  rises: true,
  graph(g, x) {
    const y = elementwise(g, 'Tanh', 'y', [x]);
    return { output: y, backward: (gradient) => elementwise(g, 'TanhGrad', 'z', [y, gradient]) };
  },
  eager: (tf, x) => tf.tanh(x),
  plain: eachValue(Math.tanh),
};
