import { classNames } from '../dataset/fashion-mnist';
import type { GraphBuilder, Tensor } from './graph-builder';
import { cast, equal, sum } from './ops/arithmetic';
import { argMax, oneHot } from './ops/arrays';

export interface Loss {
  /** Summed over the batch, a scalar. */
  lossSum: Tensor;
  /** How many of the batch are classified correctly, a float scalar. */
  correct: Tensor;
  /** Gradient of `lossSum` for the logits. */
  gradient: Tensor;
}

/**
 * Softmax cross-entropy of logits [batch, 10] against labels [batch]. With smoothing s the target is 1 − s + s/10 for the
 * label and s/10 for the others.
 */
export function softmaxCrossEntropy(
  g: GraphBuilder,
  logits: Tensor,
  labels: Tensor,
  labelSmoothing: number,
): Loss {
  const batch = logits.shape[0] ?? null;
  const ports = [
    { port: 'loss', dtype: 'float', shape: [batch] },
    { port: 'backprop', dtype: 'float', shape: logits.shape },
  ] as const;
  const share = labelSmoothing / classNames.length;
  const crossEntropy =
    labelSmoothing === 0
      ? g.add(
          'SparseSoftmaxCrossEntropyWithLogits',
          [logits, labels],
          { T: { type: 'float' }, Tlabels: { type: labels.dtype } },
          ports,
        )
      : g.add(
          'SoftmaxCrossEntropyWithLogits',
          [logits, oneHot(g, labels, classNames.length, 1 - labelSmoothing + share, share)],
          { T: { type: 'float' } },
          ports,
        );
  const [loss, gradient] = crossEntropy.outputs as [Tensor, Tensor];
  const hits = cast(g, equal(g, argMax(g, logits, labels.dtype), labels), 'float');
  return { lossSum: sum(g, loss, [0]), correct: sum(g, hits, [0]), gradient };
}
