import type { EagerContext } from '../eager-layer';
import type { EagerTensor } from '../eager-operations';
import type { BatchNorm } from './batch-norm';

export function batchNormEager(
  { tf, weight, training }: EagerContext,
  { momentum, epsilon }: BatchNorm,
  input: EagerTensor,
): EagerTensor {
  const normalised = (mean: EagerTensor, variance: EagerTensor): EagerTensor => {
    const scale = tf.mul(weight('gamma'), tf.rsqrt(tf.add(variance, epsilon)));
    return tf.add(tf.mul(tf.sub(input, mean), scale), weight('beta'));
  };
  if (!training) return normalised(weight('movingMean'), weight('movingVariance'));

  const allButChannels = input.shape.map((_, axis) => axis).slice(0, -1);
  const { mean, variance } = tf.moments(input, allButChannels);
  const move = (role: 'movingMean' | 'movingVariance', batch: EagerTensor): void =>
    training.assign(role, tf.add(tf.mul(weight(role), momentum), tf.mul(batch, 1 - momentum)));
  move('movingMean', mean);
  move('movingVariance', variance);
  return normalised(mean, variance);
}
