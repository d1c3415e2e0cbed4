import { z } from 'zod';
import { add } from '../../graph/ops/arithmetic';
import { activationKinds } from '../activations/registry';
import { layerKind } from '../layer-kind';
import { convolutionFields, convolutionLabel, convolutionSettings } from '../parts/convolution';
import { convolutionInGraph, plainKernelGradient } from '../parts/graph-convolution';
import { windowReads, windowedShape } from '../parts/picture-shapes';
import { plainConvolution } from '../parts/plain-convolution';
import { shapeSize } from '../shape-size';

/** activation(convolution + bias) on pictures, kernel [height, width, in, 1]: each channel has its own. */
export const depthwiseConv2d = layerKind({
  schema: z.strictObject({ type: z.literal('depthwiseConv2d'), ...convolutionFields }),
  name: 'Depthwise convolution',
  about: 'looks for one small pattern in each channel',
  settings: convolutionSettings,
  label: (layer) => convolutionLabel('Depthwise Conv2D', layer),

  outputShape: (layer, context) => windowedShape(context, layer),
  weights({ kernelSize }, input) {
    const channels = input.at(-1) ?? 1;
    return { kernel: [kernelSize, kernelSize, channels, 1], bias: [channels] };
  },
  multiplyAdds: ({ kernelSize }, _input, output) => shapeSize(output) * kernelSize ** 2,
  convolves: true,
  sidesRead: windowReads,

  graph: convolutionInGraph({
    forward: 'DepthwiseConv2dNative',
    // TensorFlow 2.21 complains on stderr when it meets BiasAdd between this and the sum of a residual.
    addBias: add,
    inputGradient: 'DepthwiseConv2dNativeBackpropInput',
    kernelGradient: plainKernelGradient('DepthwiseConv2dNativeBackpropFilter'),
  }),
  eager({ tf, weight }, { strides, padding, activation }, input) {
    const convolved = tf.depthwiseConv2d(input, weight('kernel'), strides, padding);
    return activationKinds[activation].eager(tf, tf.add(convolved, weight('bias')));
  },
  plain(layer, context) {
    const channels = context.inputShape.at(-1) ?? 1;
    const kernel = context.weight('kernel');
    return plainConvolution(layer, context, (sums, input, pixel, tap) => {
      for (let channel = 0; channel < channels; channel++) {
        sums[channel] =
          sums[channel]! + input[pixel * channels + channel]! * kernel[tap * channels + channel]!;
      }
    });
  },
});
