/** A tensor of TensorFlow.js, as much of it as layers look at. */
export interface EagerTensor {
  readonly shape: number[];
  readonly size: number;
}

type Operand = EagerTensor | number;
type Padding = 'valid' | 'same';

/**
 * The operations of TensorFlow.js that a layer's or an activation's eager forward pass is written with, and whose gradients
 * it knows. The layers engine hands them in, so that the library stays out of this folder. There are more here than today's
 * layers need: a new one should find its own.
 */
export interface EagerOperations {
  add(a: EagerTensor, b: Operand): EagerTensor;
  sub(a: EagerTensor, b: Operand): EagerTensor;
  mul(a: EagerTensor, b: Operand): EagerTensor;
  div(a: EagerTensor, b: Operand): EagerTensor;
  minimum(a: EagerTensor, b: Operand): EagerTensor;
  maximum(a: EagerTensor, b: Operand): EagerTensor;
  exp(x: EagerTensor): EagerTensor;
  rsqrt(x: EagerTensor): EagerTensor;
  erf(x: EagerTensor): EagerTensor;
  relu(x: EagerTensor): EagerTensor;
  tanh(x: EagerTensor): EagerTensor;
  sigmoid(x: EagerTensor): EagerTensor;
  /** Along the last axis. */
  softmax(x: EagerTensor): EagerTensor;
  mean(x: EagerTensor, axes: number[]): EagerTensor;
  /** With the biased variance. */
  moments(x: EagerTensor, axes: number[]): { mean: EagerTensor; variance: EagerTensor };
  matMul(a: EagerTensor, b: EagerTensor): EagerTensor;
  conv2d(x: EagerTensor, kernel: EagerTensor, strides: number, padding: Padding): EagerTensor;
  depthwiseConv2d(x: EagerTensor, kernel: EagerTensor, strides: number, padding: Padding): EagerTensor;
  maxPool(x: EagerTensor, size: number, strides: number, padding: Padding): EagerTensor;
  avgPool(x: EagerTensor, size: number, strides: number, padding: Padding): EagerTensor;
  tensor(values: Float32Array, shape: number[]): EagerTensor;
  reshape(x: EagerTensor, shape: number[]): EagerTensor;
  tile(x: EagerTensor, times: number[]): EagerTensor;
  concat(parts: EagerTensor[], axis: number): EagerTensor;
  slice(x: EagerTensor, begin: number[], size: number[]): EagerTensor;
}
