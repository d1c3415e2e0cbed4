import type { Layer } from '../../model/training-plan';
import type { WeightRole } from '../../model/shapes';
import type { GraphBuilder, Tensor } from '../graph-builder';
import type { Shape } from '../graph-description';

/** What a layer may ask of the graph that it is built into. */
export interface LayerContext {
  readonly g: GraphBuilder;
  /** Batch statistics and dropout are on. */
  readonly training: boolean;
  /** Kernels may get their gradients by exchange, see `kernel-gradient`. */
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
  /** Layers within this one. */
  inner(layers: readonly Layer[], input: Tensor): BuiltLayer;
}

export interface BuiltLayer {
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

/** Forward and gradient of one kind of layer. `input` is [batch, …]. */
export type LayerBuilder<L extends Layer = Layer> = (
  context: LayerContext,
  layer: L,
  input: Tensor,
) => BuiltLayer;

export type LayerOf<Type extends Layer['type']> = Extract<Layer, { type: Type }>;
