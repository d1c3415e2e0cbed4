import type { Tensor } from '@tensorflow/tfjs';
import type { Layer } from '../../model/training-plan';
import type { LayerForward } from './layers-forward';

/**
 * Normalises each channel (last axis). Training uses the batch's mean and biased variance and moves the averages towards
 * them, as Keras 3 does. Otherwise the averages are used.
 */
export const batchNorm: LayerForward<Extract<Layer, { type: 'batchNorm' }>> = (
  { tf, weight, training },
  { momentum, epsilon },
  input,
) => {
  const normalised = (mean: Tensor, variance: Tensor): Tensor => {
    const scale = tf.mul(weight('gamma'), tf.rsqrt(tf.add(variance, epsilon)));
    return tf.add(tf.mul(tf.sub(input, mean), scale), weight('beta'));
  };
  if (!training) return normalised(weight('movingMean'), weight('movingVariance'));

  const allButChannels = input.shape.map((_, axis) => axis).slice(0, -1);
  const { mean, variance } = tf.moments(input, allButChannels);
  const move = (role: 'movingMean' | 'movingVariance', batch: Tensor): void =>
    training.assign(role, tf.add(tf.mul(weight(role), momentum), tf.mul(batch, 1 - momentum)));
  move('movingMean', mean);
  move('movingVariance', variance);
  return normalised(mean, variance);
};
