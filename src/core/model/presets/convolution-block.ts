import type { Layer } from '../training-plan';

/** A 3 × 3 convolution that keeps the size, evened out over the batch before it is bent. */
export function convolutionBlock(filters: number, momentum = 0.99): Exclude<Layer, { type: 'residual' }>[] {
  return [
    { type: 'conv2d', filters, kernelSize: 3, strides: 1, padding: 'same', activation: 'linear' },
    { type: 'batchNorm', momentum, epsilon: 1e-3 },
    { type: 'activation', activation: 'relu' },
  ];
}
