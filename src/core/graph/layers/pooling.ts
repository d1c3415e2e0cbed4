import { mean, scaled } from '../ops/arithmetic';
import { broadcastTo, reshape, shapeOf } from '../ops/arrays';
import { windowed, type Window } from '../ops/neural';
import type { LayerBuilder, LayerOf } from './layer-builder';

const poolWindow = (layer: LayerOf<'maxPool'> | LayerOf<'avgPool'>): Window => ({
  kernelSize: layer.poolSize,
  strides: layer.strides ?? layer.poolSize,
  padding: 'valid',
});

export const maxPool: LayerBuilder<LayerOf<'maxPool'>> = ({ g, outputShape }, layer, input) => {
  const window = poolWindow(layer);
  const output = windowed(g, 'MaxPool', [input], window, outputShape);
  return {
    output,
    spreadsGradient: true,
    backward: (gradient) => () => windowed(g, 'MaxPoolGrad', [input, output, gradient], window, input.shape),
  };
};

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
