import type { GraphBuilder, Tensor } from '../../graph/graph-builder';
import type { EagerOperations, EagerTensor } from '../eager-operations';

/** An activation function, on any shape. */
export interface ActivationKind {
  /** What the form calls it. */
  readonly name: string;
  /** What it does, in a line. */
  readonly about: string;
  /** It never falls: the largest of the values it gives is its value for the largest. */
  readonly rises?: true;
  /**
   * The function in a graph. With `apart`, TensorFlow can't melt it with the operation before it.
   */
  graph(g: GraphBuilder, x: Tensor, apart: boolean): Activated;
  /** The function in TensorFlow.js, which knows its gradient. */
  eager(tf: EagerOperations, x: EagerTensor): EagerTensor;
  /** Puts the results in the values' places. The last axis is `channels` long. */
  plain(values: Float32Array, channels: number): void;
}

export interface Activated {
  output: Tensor;
  /** Gradient for the input from the one for the output. */
  backward(gradient: Tensor): Tensor;
}

/** A plain function of each value for itself. */
export const eachValue =
  (apply: (x: number) => number) =>
  (values: Float32Array): void => {
    for (let i = 0; i < values.length; i++) values[i] = apply(values[i]!);
  };
