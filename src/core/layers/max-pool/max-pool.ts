import { z } from 'zod';
import { windowed } from '../../graph/ops/neural';
import { layerKind } from '../layer-kind';
import { windowReads, windowedShape } from '../parts/picture-shapes';
import { plainPooling } from '../parts/plain-pooling';
import { maxPoolByReshape } from './by-reshape';
import { poolWindow, poolingFields, poolingLabel, poolingSettings } from '../parts/pooling';

/** The largest value of each patch, channel by channel. */
export const maxPool = layerKind({
  schema: z.strictObject({ type: z.literal('maxPool'), ...poolingFields }),
  name: 'Max pool',
  about: 'keeps the strongest value of each patch',
  settings: poolingSettings,
  label: (layer) => poolingLabel('Max', layer),

  outputShape: (layer, context) => windowedShape(context, poolWindow(layer)),
  picksLargest: true,
  sidesRead: (layer, wanted, input) => windowReads(poolWindow(layer), wanted, input),

  graph({ g, outputShape, poolsByReshape }, layer, input) {
    const window = poolWindow(layer);
    if (poolsByReshape && window.strides === window.kernelSize)
      return maxPoolByReshape(g, window.kernelSize, outputShape, input);
    const output = windowed(g, 'MaxPool', [input], window, outputShape);
    return {
      output,
      spreadsGradient: true,
      backward: (gradient) => () =>
        windowed(g, 'MaxPoolGrad', [input, output, gradient], window, input.shape),
    };
  },
  eager({ tf }, layer, input) {
    const { kernelSize, strides, padding } = poolWindow(layer);
    return tf.maxPool(input, kernelSize, strides, padding);
  },
  plain: (layer, context) => plainPooling(layer, context, -Infinity, Math.max, (largest) => largest),
});
