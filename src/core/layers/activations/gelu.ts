import { add, erf as erfInGraph, exp, mul, scaled, shifted, square } from '../../graph/ops/arithmetic';
import { eachValue, type ActivationKind } from './activation-kind';

/** x · (1 + erf(x/√2))/2: the exact one. */
export const gelu: ActivationKind = {
  name: 'GELU',
  about: 'As ReLU, with a smooth bend.',
  graph(g, x) {
    const cumulative = scaled(g, shifted(g, erfInGraph(g, scaled(g, x, Math.SQRT1_2)), 1), 0.5);
    const density = () => scaled(g, exp(g, scaled(g, square(g, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    const slope = () => add(g, cumulative, mul(g, x, density()));
    return { output: mul(g, x, cumulative), backward: (gradient) => mul(g, gradient, slope()) };
  },
  eager: (tf, x) => tf.mul(x, tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5)),
  plain: eachValue((x) => 0.5 * x * (1 + erf(x * Math.SQRT1_2))),
};

/** The error function to 1.5e-7, about float32's own precision (Abramowitz and Stegun 1964, 7.1.26). */
export function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}
