import { add, mul, scaled, sub } from '../ops/arithmetic';
import { slotName, type OptimizerBuilder, type OptimizerOf } from './optimizer-builder';

/**
 * As Keras: velocity ← momentum·velocity − rate·gradient; weight += velocity, with Nesterov
 * momentum·velocity − rate·gradient instead.
 */
export const sgd: OptimizerBuilder<OptimizerOf<'sgd'>> = {
  slots: ({ momentum }) => (momentum > 0 ? ['velocity'] : []),
  prepare({ g, store, rate }, { momentum, nesterov }) {
    if (momentum === 0) return (name, gradient) => store.subtract(name, mul(g, rate, gradient));
    return (name, gradient) => {
      const slot = slotName(name, 'velocity');
      const fused = store.applyFused([name, slot], ([weight, velocity], after) =>
        g.add(
          'ResourceApplyKerasMomentum',
          [weight!, velocity!, rate, gradient, g.float(momentum)],
          { T: { type: 'float' }, use_locking: { bool: false }, use_nesterov: { bool: nesterov } },
          [],
          { after },
        ),
      );
      if (fused) return;
      const step = mul(g, rate, gradient);
      const velocity = sub(g, scaled(g, store.read(slot), momentum), step);
      store.assign(slot, velocity);
      const move = nesterov ? sub(g, scaled(g, velocity, momentum), step) : velocity;
      store.assign(name, add(g, store.latest(name), move));
    };
  },
};
