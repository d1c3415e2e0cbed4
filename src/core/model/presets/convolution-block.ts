import type { Layer } from '../../layers/registry';

type Plain = Exclude<Layer, { type: 'residual' }>;

const convolution = (filters: number, strides = 1): Plain => ({
  type: 'conv2d',
  filters,
  kernelSize: 3,
  strides,
  padding: 'same',
  activation: 'linear',
});

/**
 * The moving statistics are to follow within tens of steps: slower ones keep their start for hundreds, which a deep net
 * multiplies into guessing when it is stopped early. Where weights are averaged, the statistics are smoothed with them.
 */
const evenedOutAndBent: readonly Plain[] = [
  { type: 'batchNorm', momentum: 0.9, epsilon: 1e-3 },
  { type: 'activation', activation: 'relu' },
];

/** A 3 × 3 convolution that keeps the size, evened out over the batch before it is bent. */
export const convolutionBlock = (filters: number): Plain[] => [convolution(filters), ...evenedOutAndBent];

/** The same at half the width and height. Pooling comes first: it leaves a quarter of the values to even out and to bend. */
export const halvingBlock = (filters: number): Plain[] => [
  convolution(filters),
  { type: 'maxPool', poolSize: 2 },
  ...evenedOutAndBent,
];

/** A convolution at every other pixel, and where it is `pooled` the strongest of every four of those: a half or a quarter of the side. */
export const stridedBlock = (filters: number, pooled: boolean): Plain[] => [
  convolution(filters, 2),
  ...(pooled ? [{ type: 'maxPool', poolSize: 2 } as const] : []),
  ...evenedOutAndBent,
];
