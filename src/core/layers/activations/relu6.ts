import { elementwise } from '../../graph/ops/neural';
import { eachValue, type ActivationKind } from './activation-kind';

/** min(max(x, 0), 6) */
export const relu6: ActivationKind = {
  name: 'ReLU6',
  about: 'Cuts off what is below zero or above six.',
  rises: true,
  graph(g, x, apart) {
    const y = elementwise(g, 'Relu6', 'activations', [x]);
    const known = apart ? x : y;
    return { output: y, backward: (gradient) => elementwise(g, 'Relu6Grad', 'backprops', [gradient, known]) };
  },
  eager: (tf, x) => tf.minimum(tf.relu(x), 6),
  plain: eachValue((x) => (x > 0 ? Math.min(x, 6) : 0)),
};
