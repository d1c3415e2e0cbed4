import type { WeightRole } from '../model/shapes';
import type { Layer } from '../model/training-plan';

/** What a layer has at hand when its forward pass is made. Shapes are without the batch. */
export interface LayerContext {
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  /** This layer's weight, row-major. */
  weight(role: WeightRole): Float32Array;
  /** The forward pass of layers within this one. */
  inner(layers: readonly Layer[]): Forward;
}

/** Output of a layer for one picture. The array returned is the layer's own and is overwritten by the next call. */
export type Forward = (input: Float32Array) => Float32Array;

/** Makes the forward pass of one kind of layer, with its memory. */
export type ForwardMaker<L extends Layer = Layer> = (layer: L, context: LayerContext) => Forward;

export type LayerOf<Type extends Layer['type']> = Extract<Layer, { type: Type }>;
