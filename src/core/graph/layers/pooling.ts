import type { GraphBuilder, Tensor } from '../graph-builder';
import type { Shape } from '../graph-description';
import { equal, max, mean, min, scaled } from '../ops/arithmetic';
import { broadcastTo, padBottomRight, reshape, select, shapeOf, topLeft } from '../ops/arrays';
import { windowed, type Window } from '../ops/neural';
import type { BuiltLayer, LayerBuilder, LayerOf } from './layer-builder';

const poolWindow = (layer: LayerOf<'maxPool'> | LayerOf<'avgPool'>): Window => ({
  kernelSize: layer.poolSize,
  strides: layer.strides ?? layer.poolSize,
  padding: 'valid',
});

export const maxPool: LayerBuilder<LayerOf<'maxPool'>> = (
  { g, outputShape, poolsByReshape },
  layer,
  input,
) => {
  const window = poolWindow(layer);
  if (poolsByReshape && window.strides === window.kernelSize)
    return maxPoolByReshape(g, window.kernelSize, outputShape, input);
  const output = windowed(g, 'MaxPool', [input], window, outputShape);
  return {
    output,
    spreadsGradient: true,
    backward: (gradient) => () => windowed(g, 'MaxPoolGrad', [input, output, gradient], window, input.shape),
  };
};

/**
 * Max-pooling by windows that don't overlap, [batch, height, width, channels], as a maximum over axes. Of several that are
 * largest the first one, row by row, gets the gradient, as in MaxPoolGrad.
 */
function maxPoolByReshape(g: GraphBuilder, size: number, outputShape: Shape, input: Tensor): BuiltLayer {
  const [batch = null, height = null, width = null, channels = null] = outputShape;
  if (height === null || width === null) throw new RangeError('The size of the pictures has to be known');
  const whole = topLeft(g, input, [height * size, width * size]);
  const windows = reshape(g, whole, [batch, height, size, width, size, channels]);
  const perWindow = (x: Tensor): Tensor => reshape(g, x, [batch, height, 1, width, 1, channels]);
  const largest = max(g, windows, [2, 4], true);
  return {
    output: reshape(g, largest, outputShape),
    spreadsGradient: true,
    backward: (gradient) => () => {
      const places = Array.from({ length: size * size }, (_, place) => place);
      const place = g.constant('float', [1, 1, size, 1, size, 1], places);
      const none = g.constant('float', [1, 1, 1, 1, 1, 1], [size * size]);
      const first = min(g, select(g, equal(g, windows, largest), place, none, windows.shape), [2, 4], true);
      const zero = g.constant('float', [1, 1, 1, 1, 1, 1], [0]);
      const spread = select(g, equal(g, place, first), perWindow(gradient), zero, windows.shape);
      return padBottomRight(g, reshape(g, spread, whole.shape), input.shape);
    },
  };
}

export const avgPool: LayerBuilder<LayerOf<'avgPool'>> = ({ g, outputShape }, layer, input) => {
  const window = poolWindow(layer);
  return {
    output: windowed(g, 'AvgPool', [input], window, outputShape),
    spreadsGradient: true,
    backward: (gradient) => () =>
      windowed(g, 'AvgPoolGrad', [shapeOf(g, input), gradient], window, input.shape),
  };
};

/** Mean over height and width: [batch, height, width, channels] → [batch, channels]. */
export const globalAvgPool: LayerBuilder<LayerOf<'globalAvgPool'>> = ({ g }, _layer, input) => {
  const [, height, width, channels] = input.shape;
  return {
    output: mean(g, input, [1, 2]),
    backward: (gradient) => () => {
      const share = scaled(g, gradient, 1 / ((height ?? 1) * (width ?? 1)));
      return broadcastTo(g, reshape(g, share, [null, 1, 1, channels ?? 1]), shapeOf(g, input), input.shape);
    },
  };
};
