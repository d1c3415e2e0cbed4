import type { Labels } from '../../domain/data-set';
import type { Tensor } from '@tensorflow/tfjs';
import { mostLikely } from '../../evaluation/most-likely';
import type { Tfjs } from './layers-backend';

export interface BatchLoss {
  /** Summed over the batch. */
  lossSum: number;
  correct: number;
  /** Gradient of `lossSum` for the logits, [batch × classes]. */
  gradient: Float32Array;
}

/**
 * Softmax cross-entropy of logits [batch × k] against the labels. With smoothing s the target is 1 − s + s/k for the label
 * and s/k for the others. With `weights`, all of an example is multiplied by that of its label.
 */
export function softmaxCrossEntropy(
  logits: Float32Array,
  labels: Labels,
  smoothing: number,
  weights: Float32Array | null = null,
): BatchLoss {
  const loss: BatchLoss = { lossSum: 0, correct: 0, gradient: new Float32Array(logits.length) };
  const classes = logits.length / labels.length;
  for (const [row, label] of labels.entries()) {
    const values = logits.subarray(row * classes, (row + 1) * classes);
    const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
    const weight = weights ? weights[label]! : 1;
    const logOfSum = Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
    for (let place = 0; place < classes; place++) {
      const logarithm = values[place]! - largest - logOfSum;
      const target = smoothing / classes + (place === label ? 1 - smoothing : 0);
      // A target of zero takes no part, however unlikely its class.
      if (target > 0) loss.lossSum -= weight * target * logarithm;
      loss.gradient[row * classes + place] = weight * (Math.exp(logarithm) - target);
    }
    if (mostLikely(values) === label) loss.correct += 1;
  }
  return loss;
}

/** The mean loss as a scalar that can be derived; `tell` gets the rest. */
export function meanLoss(
  tf: Tfjs,
  logits: Tensor,
  labels: Labels,
  { smoothing, weights }: { smoothing: number; weights: Float32Array | null },
  tell: (loss: Omit<BatchLoss, 'gradient'>) => void,
): Tensor {
  return tf.customGrad((x) => {
    const { gradient, ...loss } = softmaxCrossEntropy(
      (x as Tensor).dataSync() as Float32Array,
      labels,
      smoothing,
      weights,
    );
    tell(loss);
    const share = 1 / labels.length;
    return {
      value: tf.scalar(loss.lossSum * share),
      gradFunc: (dy) =>
        tf.mul(
          dy as Tensor,
          tf.tensor(
            gradient.map((value) => value * share),
            logits.shape,
          ),
        ),
    };
  })(logits);
}
