import type { Layer } from './training-plan';

/** Whether any of the layers, also within residuals, is a convolution. */
export function convolves(layers: readonly Layer[]): boolean {
  return layers.some((layer) =>
    layer.type === 'residual'
      ? convolves(layer.layers)
      : layer.type === 'conv2d' || layer.type === 'depthwiseConv2d',
  );
}
