import { mul, scaled } from '../ops/arithmetic';
import { prepareAdam } from './adam';
import type { OptimizerBuilder, OptimizerOf } from './optimizer-builder';

/** Adam after weight −= rate·decay·weight (Loshchilov and Hutter 2017); as in Keras, for every trained weight. */
export const adamw: OptimizerBuilder<OptimizerOf<'adamw'>> = {
  slots: () => ['m', 'v'],
  prepare(context, optimizer) {
    const { g, store, rate } = context;
    const update = prepareAdam(context, optimizer);
    const decay = scaled(g, rate, optimizer.weightDecay);
    return (name, gradient) => {
      if (optimizer.weightDecay > 0) store.subtract(name, mul(g, decay, store.read(name)));
      update(name, gradient);
    };
  },
};
