import type { PlainContext, PlainForward } from '../plain-layer';
import { shapeSize } from '../shape-size';
import type { BatchNorm } from './batch-norm';

/** (x − moving mean)/√(moving variance + epsilon) · gamma + beta, channel by channel (the last axis). */
export function batchNormPlain({ epsilon }: BatchNorm, { inputShape, weight }: PlainContext): PlainForward {
  const [gamma, beta] = [weight('gamma'), weight('beta')];
  const [mean, variance] = [weight('movingMean'), weight('movingVariance')];
  const channels = gamma.length;
  const scale = Float64Array.from(gamma, (value, i) => value / Math.sqrt(variance[i]! + epsilon));
  const offset = Float64Array.from(beta, (value, i) => value - mean[i]! * scale[i]!);
  const output = new Float32Array(shapeSize(inputShape));
  return (input) => {
    for (let at = 0; at < input.length; at += channels) {
      for (let channel = 0; channel < channels; channel++) {
        output[at + channel] = input[at + channel]! * scale[channel]! + offset[channel]!;
      }
    }
    return output;
  };
}
