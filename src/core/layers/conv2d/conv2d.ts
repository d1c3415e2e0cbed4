import { z } from 'zod';
import { biasAdd } from '../../graph/ops/neural';
import { activationKinds } from '../activations/registry';
import { layerKind } from '../layer-kind';
import { convolutionFields, convolutionLabel, convolutionSettings } from '../parts/convolution';
import { count } from '../parts/fields';
import { convolutionInGraph } from '../parts/graph-convolution';
import { windowReads, windowedShape } from '../parts/picture-shapes';
import { plainConvolution } from '../parts/plain-convolution';
import { shapeSize } from '../shape-size';
import { kernelGradient } from './kernel-gradient';

/** activation(convolution + bias) on pictures, kernel [height, width, in, filters]. */
export const conv2d = layerKind({
  schema: z.strictObject({
    type: z.literal('conv2d'),
    filters: count(1, 1024),
    ...convolutionFields,
  }),
  name: 'Convolution',
  about: 'looks for small patterns all over the picture',
  settings: {
    filters: { label: 'Filters', about: 'Patterns it looks for; each gives a channel.', initial: 32 },
    ...convolutionSettings,
  },
  label: (layer) => convolutionLabel(`Conv2D ${layer.filters}`, layer),

  outputShape: (layer, context) => windowedShape(context, layer, layer.filters),
  weights: ({ kernelSize, filters }, input) => ({
    kernel: [kernelSize, kernelSize, input.at(-1) ?? 1, filters],
    bias: [filters],
  }),
  multiplyAdds: ({ kernelSize }, input, output) => shapeSize(output) * kernelSize ** 2 * (input.at(-1) ?? 1),
  convolves: true,
  sidesRead: windowReads,

  graph: convolutionInGraph({
    forward: 'Conv2D',
    addBias: biasAdd,
    inputGradient: 'Conv2DBackpropInput',
    kernelGradient,
  }),
  eager({ tf, weight }, { strides, padding, activation }, input) {
    const convolved = tf.conv2d(input, weight('kernel'), strides, padding);
    return activationKinds[activation].eager(tf, tf.add(convolved, weight('bias')));
  },
  // Inputs that are zero cost nothing.
  plain(layer, context) {
    const channels = context.inputShape.at(-1) ?? 1;
    const { filters } = layer;
    const kernel = context.weight('kernel');
    return plainConvolution(layer, context, (sums, input, pixel, tap) => {
      for (let channel = 0; channel < channels; channel++) {
        const value = input[pixel * channels + channel]!;
        if (value === 0) continue;
        const from = (tap * channels + channel) * filters;
        for (let filter = 0; filter < filters; filter++) {
          sums[filter] = sums[filter]! + value * kernel[from + filter]!;
        }
      }
    });
  },
});
