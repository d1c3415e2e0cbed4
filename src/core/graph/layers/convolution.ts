import type { GraphBuilder, Tensor } from '../graph-builder';
import { add } from '../ops/arithmetic';
import { reshape, shapeOf } from '../ops/arrays';
import { biasAdd, biasAddGradient, windowed } from '../ops/neural';
import { activate } from './activation';
import { kernelGradient, plainly } from './kernel-gradient';
import type { LayerBuilder, LayerContext, LayerOf } from './layer-builder';

/** The operations that differ between a full and a depthwise convolution. */
interface ConvolutionOps<L> {
  forward: string;
  addBias(g: GraphBuilder, x: Tensor, bias: Tensor): Tensor;
  inputGradient: string;
  kernelGradient(context: LayerContext, layer: L, input: Tensor, kernel: Tensor, gradient: Tensor): Tensor;
}

/** activation(convolution + bias) on pictures [batch, height, width, channels]. */
function convolution<L extends LayerOf<'conv2d'> | LayerOf<'depthwiseConv2d'>>(
  ops: ConvolutionOps<L>,
): LayerBuilder<L> {
  return (context, layer, input) => {
    const { g, outputShape } = context;
    const kernel = context.weight('kernel');
    const convolved = windowed(g, ops.forward, [input, kernel], layer, outputShape);
    const biased = ops.addBias(g, convolved, context.weight('bias'));
    const activated = activate(g, layer.activation, biased);
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

/** kernel [height, width, in, out] */
export const conv2d = convolution<LayerOf<'conv2d'>>({
  forward: 'Conv2D',
  addBias: biasAdd,
  inputGradient: 'Conv2DBackpropInput',
  kernelGradient,
});

/** kernel [height, width, in, 1]: each channel has its own. */
export const depthwiseConv2d = convolution<LayerOf<'depthwiseConv2d'>>({
  forward: 'DepthwiseConv2dNative',
  // TensorFlow 2.21 complains on stderr when it meets BiasAdd between this and the sum of a residual.
  addBias: add,
  inputGradient: 'DepthwiseConv2dNativeBackpropInput',
  kernelGradient: plainly('DepthwiseConv2dNativeBackpropFilter'),
});
