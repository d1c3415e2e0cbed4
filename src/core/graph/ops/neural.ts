import type { GraphBuilder, Tensor } from '../graph-builder';
import type { Shape } from '../graph-description';

const nhwc = { data_format: { string: 'NHWC' } } as const;
const T = { T: { type: 'float' } } as const;

export function matMul(
  g: GraphBuilder,
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false } = {},
): Tensor {
  const shape = [a.shape[transposeA ? 1 : 0] ?? null, b.shape[transposeB ? 0 : 1] ?? null];
  const attributes = { ...T, transpose_a: { bool: transposeA }, transpose_b: { bool: transposeB } };
  return g.value('MatMul', [a, b], attributes, { port: 'product', dtype: 'float', shape });
}

/** Adds a vector along the last axis. */
export function biasAdd(g: GraphBuilder, x: Tensor, bias: Tensor): Tensor {
  return g.value('BiasAdd', [x, bias], { ...T, ...nhwc }, { port: 'output', dtype: 'float', shape: x.shape });
}

/** Gradient of `biasAdd` for the vector. */
export function biasAddGradient(g: GraphBuilder, gradient: Tensor): Tensor {
  const shape = [gradient.shape.at(-1) ?? null];
  return g.value('BiasAddGrad', [gradient], { ...T, ...nhwc }, { port: 'output', dtype: 'float', shape });
}

/** An operation on floats whose one output is shaped as its first input. */
export function elementwise(g: GraphBuilder, op: string, port: string, inputs: readonly Tensor[]): Tensor {
  return g.value(op, inputs, T, { port, dtype: 'float', shape: inputs[0]!.shape });
}

export interface Window {
  kernelSize: number;
  strides: number;
  padding: 'valid' | 'same';
}

/** One of TensorFlow's convolution or pooling operations on pictures [batch, height, width, channels]. */
export function windowed(
  g: GraphBuilder,
  op: string,
  inputs: readonly Tensor[],
  { kernelSize, strides, padding }: Window,
  shape: Shape,
): Tensor {
  const pooling = op.includes('Pool') ? { ksize: { ints: [1, kernelSize, kernelSize, 1] } } : {};
  const attributes = {
    ...T,
    ...nhwc,
    ...pooling,
    strides: { ints: [1, strides, strides, 1] },
    padding: { string: padding.toUpperCase() },
  };
  return g.value(op, inputs, attributes, { port: 'output', dtype: 'float', shape });
}

/**
 * Convolution of pictures [batch, height, width, in] with a kernel [height, width, in, out], whose sides may be unknown, with
 * `before` and `after` zeros on each side of a picture; `side` is that of the result.
 */
export function convolve(
  g: GraphBuilder,
  pictures: Tensor,
  kernel: Tensor,
  [before, after]: readonly [number, number],
  side: number,
): Tensor {
  const paddings = [0, 0, before, after, before, after, 0, 0];
  const attributes = {
    ...T,
    ...nhwc,
    strides: { ints: [1, 1, 1, 1] },
    padding: { string: 'EXPLICIT' },
    explicit_paddings: { ints: paddings },
  };
  const shape = [pictures.shape[0] ?? null, side, side, kernel.shape[3] ?? null];
  return g.value('Conv2D', [pictures, kernel], attributes, { port: 'output', dtype: 'float', shape });
}
