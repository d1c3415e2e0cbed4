import { mul, sub, sum } from '../../graph/ops/arithmetic';
import { elementwise } from '../../graph/ops/neural';
import type { ActivationKind } from './activation-kind';

/** Along the last axis. */
export const softmax: ActivationKind = {
  name: 'Softmax',
  about: 'Probabilities that sum to 1: for the last layer.',
  graph(g, x) {
    const y = elementwise(g, 'Softmax', 'softmax', [x]);
    return {
      output: y,
      backward: (gradient) => mul(g, y, sub(g, gradient, sum(g, mul(g, gradient, y), [-1], true))),
    };
  },
  eager: (tf, x) => tf.softmax(x),
  plain(values, channels) {
    for (let at = 0; at < values.length; at += channels) softmaxInPlace(values.subarray(at, at + channels));
  },
};

/** The largest logit is taken off first, so that no exponential overflows. */
export function softmaxInPlace(logits: Float32Array): void {
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
