import type { WeightRole } from './weight-spec';

/** What a layer has at hand when its plain forward pass is made. Shapes are without the batch. */
export interface PlainContext {
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  /** This layer's weight, row-major. */
  weight(role: WeightRole): Float32Array;
  /** The forward pass of the layers within this one. */
  inner(): PlainForward;
}

/** Output of a layer for one picture. The array returned is the layer's own and is overwritten by the next call. */
export type PlainForward = (input: Float32Array) => Float32Array;

/** Layers that do nothing to row-major values outside training. */
export const unchanged = (): PlainForward => (input) => input;
