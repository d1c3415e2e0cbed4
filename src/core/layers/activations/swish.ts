import { add, mul, sub } from '../../graph/ops/arithmetic';
import { elementwise } from '../../graph/ops/neural';
import { eachValue, type ActivationKind } from './activation-kind';
import { sigmoidOf } from './sigmoid';

/** x · sigmoid(x) */
export const swish: ActivationKind = {
  name: 'Swish',
  about: 'As ReLU, with a smooth bend that dips below zero.',
  graph(g, x) {
    const s = elementwise(g, 'Sigmoid', 'y', [x]);
    const y = mul(g, x, s);
    // (x·s)′ = s + x·s·(1 − s) = s + y − y·s
    const slope = () => add(g, s, sub(g, y, mul(g, y, s)));
    return { output: y, backward: (gradient) => mul(g, gradient, slope()) };
  },
  eager: (tf, x) => tf.mul(x, tf.sigmoid(x)),
  plain: eachValue((x) => x * sigmoidOf(x)),
};
