import type { Layer } from '../model/training-plan';
import { activation } from './activation';
import { batchNorm } from './batch-norm';
import { conv2d, depthwiseConv2d } from './convolution';
import { dense } from './dense';
import type { Forward, ForwardMaker, LayerOf } from './forward-layer';
import { avgPool, globalAvgPool, maxPool } from './pooling';
import { residual } from './residual';

type Registry = { readonly [Type in Layer['type']]: ForwardMaker<LayerOf<Type>> };

/** Flattening keeps row-major values as they are, and nothing is dropped outside training. */
const unchanged = (): Forward => (input) => input;

/** Every kind of layer that can be run; a new one is a file and a line here. */
const registry: Registry = {
  flatten: unchanged,
  dense,
  conv2d,
  depthwiseConv2d,
  maxPool,
  avgPool,
  globalAvgPool,
  batchNorm,
  activation,
  dropout: unchanged,
  residual,
};

export function forwardMaker(layer: Layer): ForwardMaker {
  return registry[layer.type] as ForwardMaker;
}
