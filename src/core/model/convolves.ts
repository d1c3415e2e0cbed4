import { innerLayers, kindOf, type Layer } from '../layers/registry';

/** Whether any of the layers, also within residuals, is a convolution. */
export function convolves(layers: readonly Layer[]): boolean {
  return layers.some((layer) => kindOf(layer).convolves ?? convolves(innerLayers(layer)));
}
