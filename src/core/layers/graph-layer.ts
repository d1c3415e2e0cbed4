import type { GraphBuilder, Tensor } from '../graph/graph-builder';
import type { Shape } from '../graph/graph-description';
import type { WeightRole } from './weight-spec';

/** What a layer may ask of the graph that it is built into. */
export interface GraphContext {
  readonly g: GraphBuilder;
  /** Batch statistics and dropout are on. */
  readonly training: boolean;
  /** Kernels may get their gradients by exchange, see `conv2d/kernel-gradient`. */
  readonly exchangesKernels: boolean;
  /** Max-pooling is done by reshaping: XLA makes a scatter of its gradient, which is slow on a GPU, and a serial loop where bits count. */
  readonly poolsByReshape: boolean;
  /** Output shape of this layer, batch first. */
  readonly outputShape: Shape;
  /** This layer's weight as it stands at the start of the step. */
  weight(role: WeightRole): Tensor;
  /** Hands over the gradient of a trained weight. */
  gradient(role: WeightRole, gradient: Tensor): void;
  /** New value of a moving statistic, in force after the step. */
  assign(role: WeightRole, value: Tensor): void;
  /** Random numbers in [0, 1) shaped as `x`, this layer's and this step's own. */
  uniformLike(x: Tensor): Tensor;
  /** The layers within this one. */
  inner(input: Tensor): GraphLayer;
}

/** A layer in a graph. */
export interface GraphLayer {
  output: Tensor;
  /**
   * Takes the gradient of the loss for the output: hands over those for the layer's weights, and returns how to get the
   * one for its input, which the first layer of a model does not need. `sameSums` sums up to the same over each channel
   * and may be much smaller.
   */
  backward(gradient: Tensor, sameSums: Tensor): () => Tensor;
  /** Over each channel the input's gradient sums up to the same as the output's: the layer only spreads it, as pooling does. */
  spreadsGradient?: true;
}
