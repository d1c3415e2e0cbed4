/** A tensor of TensorFlow.js, as much of it as layers look at. */
export interface EagerTensor {
  readonly shape: number[];
  readonly size: number;
}

type Operand = EagerTensor | number;
type Padding = 'valid' | 'same';

/**
 * The operations of TensorFlow.js that a layer's or an activation's eager forward pass is written with; their gradients
 * come from there too. Core stays free of the library this way: the layers engine hands it in.
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
