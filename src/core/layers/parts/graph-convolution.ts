import type { GraphBuilder, Tensor } from '../../graph/graph-builder';
import { reshape, shapeOf } from '../../graph/ops/arrays';
import { biasAddGradient, windowed, type Window } from '../../graph/ops/neural';
import { activationKinds } from '../activations/registry';
import type { GraphContext, GraphLayer } from '../graph-layer';
import type { Convolution } from './convolution';

/** The operations that differ between a full and a depthwise convolution. */
interface ConvolutionOps {
  forward: string;
  addBias(g: GraphBuilder, x: Tensor, bias: Tensor): Tensor;
  inputGradient: string;
  kernelGradient(
    context: GraphContext,
    window: Window,
    input: Tensor,
    kernel: Tensor,
    gradient: Tensor,
  ): Tensor;
}

/** activation(convolution + bias) on pictures [batch, height, width, channels]. */
export function convolutionInGraph(
  ops: ConvolutionOps,
): (context: GraphContext, layer: Convolution, input: Tensor) => GraphLayer {
  return (context, layer, input) => {
    const { g, outputShape } = context;
    const kernel = context.weight('kernel');
    const convolved = windowed(g, ops.forward, [input, kernel], layer, outputShape);
    const biased = ops.addBias(g, convolved, context.weight('bias'));
    const activated = activationKinds[layer.activation].graph(g, biased, false);
    return {
      output: activated.output,
      backward: (outputGradient, sameSums) => {
        const gradient = activated.backward(outputGradient);
        context.gradient('kernel', ops.kernelGradient(context, layer, input, kernel, gradient));
        const summands = layer.activation === 'linear' ? sameSums : gradient;
        context.gradient('bias', biasAddGradient(g, apart(g, summands)));
        return () =>
          windowed(g, ops.inputGradient, [shapeOf(g, input), kernel, gradient], layer, input.shape);
      },
    };
  };
}

/**
 * The same gradient as rows of channels. From one and the same tensor TensorFlow would melt the bias's gradient into the
 * kernel's, and oneDNN takes twice as long for the two together as for one after the other.
 */
function apart(g: GraphBuilder, gradient: Tensor): Tensor {
  return reshape(g, gradient, [null, gradient.shape.at(-1) ?? 1]);
}

/** The kernel's gradient by TensorFlow's operation for it, of which depthwise convolutions have their own. */
export const plainKernelGradient =
  (op: string): ConvolutionOps['kernelGradient'] =>
  ({ g }, window, input, kernel, gradient) =>
    windowed(g, op, [input, shapeOf(g, kernel), gradient], window, kernel.shape);
