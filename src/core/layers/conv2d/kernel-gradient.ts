import type { GraphBuilder, Tensor } from '../../graph/graph-builder';
import { transpose } from '../../graph/ops/arrays';
import { convolve, type Window } from '../../graph/ops/neural';
import type { GraphContext } from '../graph-layer';
import { plainKernelGradient } from '../parts/graph-convolution';

const plainly = plainKernelGradient('Conv2DBackpropFilter');

/**
 * Gradient of a full convolution's kernel [height, width, in, out], from its input [batch, …, in] and the gradient for its
 * output [batch, …, out].
 */
export function kernelGradient(
  context: GraphContext,
  layer: Window,
  input: Tensor,
  kernel: Tensor,
  gradient: Tensor,
): Tensor {
  return context.exchangesKernels && gainsByExchange(layer, kernel, gradient)
    ? exchanged(context.g, layer, input, gradient)
    : plainly(context, layer, input, kernel, gradient);
}

/**
 * The same as a plain convolution in which channels and pictures have changed places: each input channel is a picture, the
 * batch its channels, and the output's gradient is the kernel. What is left of the picture is the kernel's gradient.
 */
function exchanged(g: GraphBuilder, layer: Window, input: Tensor, gradient: Tensor): Tensor {
  const zeros = layer.padding === 'same' ? layer.kernelSize - 1 : 0;
  const before = Math.floor(zeros / 2);
  const pictures = transpose(g, input, [3, 1, 2, 0]);
  const kernel = transpose(g, gradient, [1, 2, 0, 3]);
  const channelsFirst = convolve(g, pictures, kernel, [before, zeros - before], layer.kernelSize);
  return transpose(g, channelsFirst, [1, 2, 0, 3]);
}

/** Multiply-adds for each value that must change places, from which on the exchange gained (measured: 115 lost, 144 gained). */
const leastWork = 130;
/** Pixels of an output up to which it gained: 14 × 14 did, 28 × 28 took half as long again. */
const mostPixels = 256;

function gainsByExchange({ kernelSize, strides }: Window, kernel: Tensor, gradient: Tensor): boolean {
  const [ins, outs] = kernel.shape.slice(-2).map((side) => side ?? 1) as [number, number];
  const [, rows, columns] = gradient.shape;
  const work = (kernelSize ** 2 * ins * outs) / (ins + outs);
  return strides === 1 && work >= leastWork && (rows ?? 1) * (columns ?? 1) <= mostPixels;
}
