import type { GraphBuilder, Tensor } from './graph-builder';
import { cast, equal, exp, mul, scaled, sub, sum } from './ops/arithmetic';
import { argMax, gather, oneHot, reshape } from './ops/arrays';
import { elementwise } from './ops/neural';

export interface Loss {
  /** Summed over the batch, a scalar. */
  lossSum: Tensor;
  /** How many of the batch are classified correctly, a float scalar. */
  correct: Tensor;
  /** Gradient of `lossSum` for the logits. */
  gradient: Tensor;
}

interface LossSettings {
  labelSmoothing: number;
  /** From basic operations: on a GPU, TensorFlow's own for it have no kernel that gives the same bits each time. */
  composed: boolean;
  /** What the loss of an example is multiplied by, by its label; null: all count the same. */
  classWeights?: Float32Array | null;
}

/**
 * Softmax cross-entropy of logits [batch, k] against labels [batch]. With smoothing s the target is 1 − s + s/k for the label
 * and s/k for the others.
 */
export function softmaxCrossEntropy(
  g: GraphBuilder,
  logits: Tensor,
  labels: Tensor,
  { labelSmoothing, composed, classWeights = null }: LossSettings,
): Loss {
  const classes = logits.shape.at(-1) ?? 1;
  const share = labelSmoothing / classes;
  const targets = (): Tensor => oneHot(g, labels, classes, 1 - labelSmoothing + share, share);
  const [plainLoss, plainGradient] = composed
    ? fromLogSoftmax(g, logits, targets())
    : fused(g, logits, labels, labelSmoothing, targets);
  const weights = classWeights && gather(g, g.constant('float', [classes], [...classWeights]), labels);
  const loss = weights ? mul(g, plainLoss, weights) : plainLoss;
  const gradient = weights ? mul(g, plainGradient, asColumn(g, weights)) : plainGradient;
  const hits = cast(g, equal(g, argMax(g, logits, labels.dtype), labels), 'float');
  return { lossSum: sum(g, loss, [0]), correct: sum(g, hits, [0]), gradient };
}

const asColumn = (g: GraphBuilder, x: Tensor): Tensor => reshape(g, x, [x.shape[0] ?? null, 1]);

/** Loss [batch] and its gradient for the logits. */
function fromLogSoftmax(g: GraphBuilder, logits: Tensor, targets: Tensor): [Tensor, Tensor] {
  const logarithms = elementwise(g, 'LogSoftmax', 'logsoftmax', [logits]);
  const loss = scaled(g, sum(g, mul(g, targets, logarithms), [-1]), -1);
  return [loss, sub(g, exp(g, logarithms), targets)];
}

function fused(
  g: GraphBuilder,
  logits: Tensor,
  labels: Tensor,
  labelSmoothing: number,
  targets: () => Tensor,
): [Tensor, Tensor] {
  const ports = [
    { port: 'loss', dtype: 'float', shape: [logits.shape[0] ?? null] },
    { port: 'backprop', dtype: 'float', shape: logits.shape },
  ] as const;
  const T = { T: { type: 'float' } } as const;
  const operation =
    labelSmoothing === 0
      ? g.add(
          'SparseSoftmaxCrossEntropyWithLogits',
          [logits, labels],
          { ...T, Tlabels: { type: labels.dtype } },
          ports,
        )
      : g.add('SoftmaxCrossEntropyWithLogits', [logits, targets()], T, ports);
  return operation.outputs as unknown as [Tensor, Tensor];
}
