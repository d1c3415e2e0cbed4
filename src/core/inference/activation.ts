import type { Activation } from '../model/training-plan';
import { shapeSize } from '../model/shape-size';
import type { ForwardMaker, LayerOf } from './forward-layer';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The error function to 1.5e-7, about float32's own precision (Abramowitz and Stegun 1964, 7.1.26). */
export function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}

const elementwise: Record<Exclude<Activation, 'linear' | 'softmax'>, (x: number) => number> = {
  relu: (x) => (x > 0 ? x : 0),
  gelu: (x) => 0.5 * x * (1 + erf(x * Math.SQRT1_2)),
  swish: (x) => x * sigmoid(x),
  tanh: Math.tanh,
  sigmoid,
};

/** Applies an activation to `values` where they stand. Softmax goes along the last axis, `channels` long; gelu is the exact one. */
export function activateInPlace(values: Float32Array, activation: Activation, channels: number): void {
  if (activation === 'linear') return;
  if (activation === 'softmax') {
    for (let at = 0; at < values.length; at += channels) softmaxInPlace(values.subarray(at, at + channels));
    return;
  }
  const apply = elementwise[activation];
  for (let i = 0; i < values.length; i++) values[i] = apply(values[i]!);
}

/** The largest logit is taken off first, so that no exponential overflows. */
function softmaxInPlace(logits: Float32Array): void {
  let largest = -Infinity;
  for (const logit of logits) largest = Math.max(largest, logit);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const value = Math.exp(logits[i]! - largest);
    logits[i] = value;
    sum += value;
  }
  for (let i = 0; i < logits.length; i++) logits[i] = logits[i]! / sum;
}

export const activation: ForwardMaker<LayerOf<'activation'>> = (layer, { inputShape }) => {
  const channels = inputShape.at(-1) ?? 1;
  const output = new Float32Array(shapeSize(inputShape));
  return (input) => {
    output.set(input);
    activateInPlace(output, layer.activation, channels);
    return output;
  };
};
