import type { Tensor } from '@tensorflow/tfjs';
import type { Optimizer } from '../../model/training-plan';
import type { Tfjs } from './layers-backend';

/** What all weights of a step share. */
export interface Pace {
  /** Learning rate. */
  rate: number;
  /** Steps taken when this one is done, from 1. */
  time: number;
}

/** Name of a kernel that does a whole step of Adam for one weight; a backend may have it. */
export const adamKernel = 'WardrobeAdam';

/** Attributes of that kernel: weight −= decay·weight + corrected · m/(√v + ε). */
export interface AdamAttributes {
  beta1: number;
  beta2: number;
  epsilon: number;
  corrected: number;
  decay: number;
}

/**
 * One weight after a step and its slots, in the order of `optimizerBuilder(…).slots`, by Keras's formulas. `time` is all that
 * Adam's correction depends on, so a run can go on from any step to the last bit; tfjs's own optimizers can't.
 */
export function updateWeight(
  tf: Tfjs,
  optimizer: Optimizer,
  { rate, time }: Pace,
  weight: Tensor,
  gradient: Tensor,
  slots: readonly Tensor[],
): Tensor[] {
  if (optimizer.type === 'sgd') {
    const step = tf.mul(gradient, rate);
    const [before] = slots;
    if (!before) return [tf.sub(weight, step)];
    const velocity = tf.sub(tf.mul(before, optimizer.momentum), step);
    const move = optimizer.nesterov ? tf.sub(tf.mul(velocity, optimizer.momentum), step) : velocity;
    return [tf.add(weight, move), velocity];
  }
  const { beta1, beta2, epsilon } = optimizer;
  const corrected = (rate * Math.sqrt(1 - beta2 ** time)) / (1 - beta1 ** time);
  const decay = optimizer.type === 'adamw' ? rate * optimizer.weightDecay : 0;
  return adam(tf, { beta1, beta2, epsilon, corrected, decay }, weight, gradient, slots as [Tensor, Tensor]);
}

function adam(
  tf: Tfjs,
  attributes: AdamAttributes,
  weight: Tensor,
  gradient: Tensor,
  [mBefore, vBefore]: readonly [Tensor, Tensor],
): Tensor[] {
  if (tf.getKernel(adamKernel, tf.getBackend()))
    return tf.engine().runKernel(adamKernel, { weight, gradient, m: mBefore, v: vBefore }, { ...attributes });
  const { beta1, beta2, epsilon, corrected, decay } = attributes;
  const decayed = decay > 0 ? tf.sub(weight, tf.mul(weight, decay)) : weight;
  const m = tf.add(mBefore, tf.mul(tf.sub(gradient, mBefore), 1 - beta1));
  const v = tf.add(vBefore, tf.mul(tf.sub(tf.square(gradient), vBefore), 1 - beta2));
  const move = tf.div(tf.mul(m, corrected), tf.add(tf.sqrt(v), epsilon));
  return [tf.sub(decayed, move), m, v];
}

/** Gradients scaled by one factor so that their common norm is at most `clipNorm`. */
export function clipByNorm(tf: Tfjs, gradients: readonly Tensor[], clipNorm: number): Tensor[] {
  const squares = gradients.map((gradient) => tf.sum(tf.square(gradient)));
  const norm = tf.sqrt(tf.addN(squares));
  const factor = tf.div(clipNorm, tf.maximum(norm, clipNorm));
  return gradients.map((gradient) => tf.mul(gradient, factor));
}
