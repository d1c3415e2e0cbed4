import { elementwise } from '../../graph/ops/neural';
import { eachValue, type ActivationKind } from './activation-kind';

/** max(x, 0) */
export const relu: ActivationKind = {
  name: 'ReLU',
  about: 'Cuts off what is below zero.',
  rises: true,
  graph(g, x, apart) {
    const y = elementwise(g, 'Relu', 'activations', [x]);
    const known = apart ? x : y;
    return { output: y, backward: (gradient) => elementwise(g, 'ReluGrad', 'backprops', [gradient, known]) };
  },
  eager: (tf, x) => tf.relu(x),
  plain: eachValue((x) => (x > 0 ? x : 0)),
};
