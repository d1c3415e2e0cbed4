import type { Tensor } from '@tensorflow/tfjs';
import type { Optimizer } from '../model/training-plan';
import type { Tfjs } from './layers-backend';

/** Names of what is kept beside each weight, as in the graph engine. */
export function slotsOf(optimizer: Optimizer): readonly string[] {
  if (optimizer.type === 'sgd') return optimizer.momentum > 0 ? ['velocity'] : [];
  return ['m', 'v'];
}

export interface Updated {
  weight: Tensor;
  /** In the order of `slotsOf`. */
  slots: Tensor[];
}

/**
 * One weight after a step, by Keras's formulas. `time` counts steps from 1 and is all that Adam's correction depends on,
 * so a run can go on from any step to the last bit; tfjs's own optimizers can't.
 */
export function updateWeight(
  tf: Tfjs,
  optimizer: Optimizer,
  { rate, time }: { rate: number; time: number },
  weight: Tensor,
  gradient: Tensor,
  slots: readonly Tensor[],
): Updated {
  if (optimizer.type === 'sgd') {
    const step = tf.mul(gradient, rate);
    const [before] = slots;
    if (!before) return { weight: tf.sub(weight, step), slots: [] };
    const velocity = tf.sub(tf.mul(before, optimizer.momentum), step);
    const move = optimizer.nesterov ? tf.sub(tf.mul(velocity, optimizer.momentum), step) : velocity;
    return { weight: tf.add(weight, move), slots: [velocity] };
  }
  const { beta1, beta2, epsilon } = optimizer;
  const decay = optimizer.type === 'adamw' ? optimizer.weightDecay : 0;
  const decayed = decay > 0 ? tf.sub(weight, tf.mul(weight, rate * decay)) : weight;
  const [mBefore, vBefore] = slots as [Tensor, Tensor];
  const m = tf.add(mBefore, tf.mul(tf.sub(gradient, mBefore), 1 - beta1));
  const v = tf.add(vBefore, tf.mul(tf.sub(tf.square(gradient), vBefore), 1 - beta2));
  const corrected = (rate * Math.sqrt(1 - beta2 ** time)) / (1 - beta1 ** time);
  const move = tf.div(tf.mul(m, corrected), tf.add(tf.sqrt(v), epsilon));
  return { weight: tf.sub(decayed, move), slots: [m, v] };
}

/** Gradients scaled by one factor so that their common norm is at most `clipNorm`. */
export function clipByNorm(tf: Tfjs, gradients: readonly Tensor[], clipNorm: number): Tensor[] {
  const squares = gradients.map((gradient) => tf.sum(tf.square(gradient)));
  const norm = tf.sqrt(tf.addN(squares));
  const factor = tf.div(clipNorm, tf.maximum(norm, clipNorm));
  return gradients.map((gradient) => tf.mul(gradient, factor));
}
