import { add, div, mul, pow, scaled, shifted, sqrt, square, sub } from '../ops/arithmetic';
import {
  slotName,
  type OptimizerBuilder,
  type OptimizerContext,
  type OptimizerOf,
} from './optimizer-builder';

/**
 * As Keras (Kingma and Ba 2014, with ε outside the correction): m and v are moving means of the gradient and its square;
 * weight −= rate·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε).
 */
export const adam: OptimizerBuilder<OptimizerOf<'adam'>> = {
  slots: () => ['m', 'v'],
  prepare: prepareAdam,
};

export function prepareAdam(
  { g, store, rate, time }: OptimizerContext,
  { beta1, beta2, epsilon }: Pick<OptimizerOf<'adam'>, 'beta1' | 'beta2' | 'epsilon'>,
): ReturnType<OptimizerBuilder['prepare']> {
  const power1 = pow(g, g.float(beta1), time);
  const power2 = pow(g, g.float(beta2), time);
  const one = g.float(1);
  return (name, gradient) => {
    const names = [name, slotName(name, 'm'), slotName(name, 'v')] as const;
    const fused = store.applyFused(names, (handles, after) =>
      g.add(
        'ResourceApplyAdam',
        [...handles, power1, power2, rate, g.float(beta1), g.float(beta2), g.float(epsilon), gradient],
        { T: { type: 'float' }, use_locking: { bool: false }, use_nesterov: { bool: false } },
        [],
        { after },
      ),
    );
    if (fused) return;
    const m = add(g, scaled(g, store.read(names[1]), beta1), scaled(g, gradient, 1 - beta1));
    const v = add(g, scaled(g, store.read(names[2]), beta2), scaled(g, square(g, gradient), 1 - beta2));
    const corrected = mul(g, rate, div(g, sqrt(g, sub(g, one, power2)), sub(g, one, power1)));
    const move = div(g, mul(g, corrected, m), shifted(g, sqrt(g, v), epsilon));
    store.assign(names[1], m);
    store.assign(names[2], v);
    store.subtract(name, move);
  };
}
