import type { GraphBuilder, Tensor } from '../graph-builder';
import { add } from '../ops/arithmetic';
import { reshape, shapeOf } from '../ops/arrays';
import { biasAdd, biasAddGradient, windowed } from '../ops/neural';
import { activate } from './activation';
import type { LayerBuilder, LayerOf } from './layer-builder';

/** The operations that differ between a full and a depthwise convolution. */
interface ConvolutionOps {
  forward: string;
  addBias(g: GraphBuilder, x: Tensor, bias: Tensor): Tensor;
  inputGradient: string;
  kernelGradient: string;
}

/** activation(convolution + bias) on pictures [batch, height, width, channels]. */
function convolution(ops: ConvolutionOps): LayerBuilder<LayerOf<'conv2d'> | LayerOf<'depthwiseConv2d'>> {
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
        const kernelInputs = [input, shapeOf(g, kernel), gradient];
        context.gradient('kernel', windowed(g, ops.kernelGradient, kernelInputs, layer, kernel.shape));
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
export const conv2d = convolution({
  forward: 'Conv2D',
  addBias: biasAdd,
  inputGradient: 'Conv2DBackpropInput',
  kernelGradient: 'Conv2DBackpropFilter',
});

/** kernel [height, width, in, 1]: each channel has its own. */
export const depthwiseConv2d = convolution({
  forward: 'DepthwiseConv2dNative',
  // TensorFlow 2.21 complains on stderr when it meets BiasAdd between this and the sum of a residual.
  addBias: add,
  inputGradient: 'DepthwiseConv2dNativeBackpropInput',
  kernelGradient: 'DepthwiseConv2dNativeBackpropFilter',
});
