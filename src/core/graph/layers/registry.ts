import type { Layer } from '../../model/training-plan';
import { activation } from './activation';
import { batchNorm } from './batch-norm';
import { conv2d, depthwiseConv2d } from './convolution';
import { dense } from './dense';
import { dropout } from './dropout';
import { flatten } from './flatten';
import type { LayerBuilder, LayerOf } from './layer-builder';
import { avgPool, globalAvgPool, maxPool } from './pooling';
import { residual } from './residual';

type Registry = { readonly [Type in Layer['type']]: LayerBuilder<LayerOf<Type>> };

/** Every kind of layer that the compiler knows; a new one is a file and a line here. */
const registry: Registry = {
  flatten,
  dense,
  conv2d,
  depthwiseConv2d,
  maxPool,
  avgPool,
  globalAvgPool,
  batchNorm,
  activation,
  dropout,
  residual,
};

export function layerBuilder(layer: Layer): LayerBuilder {
  return registry[layer.type] as LayerBuilder;
}
