import { z } from 'zod';
import { shapeOf } from '../../graph/ops/arrays';
import { windowed } from '../../graph/ops/neural';
import { layerKind } from '../layer-kind';
import { windowReads, windowedShape } from '../parts/picture-shapes';
import { plainPooling } from '../parts/plain-pooling';
import { poolWindow, poolingFields, poolingLabel, poolingSettings } from '../parts/pooling';

/** The mean of each patch, channel by channel. */
export const avgPool = layerKind({
  schema: z.strictObject({ type: z.literal('avgPool'), ...poolingFields }),
  name: 'Average pool',
  about: 'keeps the mean of each patch',
  settings: poolingSettings,
  label: (layer) => poolingLabel('Average', layer),

  outputShape: (layer, context) => windowedShape(context, poolWindow(layer)),
  sidesRead: (layer, wanted, input) => windowReads(poolWindow(layer), wanted, input),

  graph({ g, outputShape }, layer, input) {
    const window = poolWindow(layer);
    return {
      output: windowed(g, 'AvgPool', [input], window, outputShape),
      spreadsGradient: true,
      backward: (gradient) => () =>
        windowed(g, 'AvgPoolGrad', [shapeOf(g, input), gradient], window, input.shape),
    };
  },
  eager({ tf }, layer, input) {
    const { kernelSize, strides, padding } = poolWindow(layer);
    return tf.avgPool(input, kernelSize, strides, padding);
  },
  plain: (layer, context) =>
    plainPooling(
      layer,
      context,
      0,
      (sum, value) => sum + value,
      (sum, pixels) => sum / pixels,
    ),
});
