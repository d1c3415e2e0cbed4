import type { GraphBuilder, Tensor } from '../../graph/graph-builder';
import { add, cast, div, mul, rsqrt, scaled, shifted, sub } from '../../graph/ops/arithmetic';
import { reshape, sizeOf } from '../../graph/ops/arrays';
import type { GraphContext, GraphLayer } from '../graph-layer';
import type { BatchNorm } from './batch-norm';

const nhwc = { data_format: { string: 'NHWC' }, T: { type: 'float' }, U: { type: 'float' } } as const;

export function batchNormInGraph(context: GraphContext, layer: BatchNorm, input: Tensor): GraphLayer {
  const { g } = context;
  if (!context.training) return inference(context, layer, input);

  const channels = input.shape.at(-1) ?? 1;
  const pictures = input.shape.length === 4 ? input : reshape(g, input, [null, 1, 1, channels]);
  const gamma = context.weight('gamma');
  const attributes = { ...nhwc, epsilon: { float: layer.epsilon } };
  const perChannel = (port: string) => ({ port, dtype: 'float', shape: [channels] }) as const;
  const noMoving = g.constant('float', [0], []);
  const [output, mean, variance, ...reserved] = g.add(
    'FusedBatchNormV3',
    [pictures, gamma, context.weight('beta'), noMoving, noMoving],
    { ...attributes, is_training: { bool: true }, exponential_avg_factor: { float: 1 } },
    [
      { port: 'y', dtype: 'float', shape: pictures.shape },
      ...['batch_mean', 'batch_variance', 'reserve_space_1', 'reserve_space_2', 'reserve_space_3'].map(
        perChannel,
      ),
    ],
  ).outputs as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];

  const move = (role: 'movingMean' | 'movingVariance', batch: Tensor): void => {
    const moving = context.weight(role);
    context.assign(role, add(g, scaled(g, moving, layer.momentum), scaled(g, batch, 1 - layer.momentum)));
  };
  move('movingMean', mean);
  move('movingVariance', biased(g, variance, pictures));

  return {
    output: reshape(g, output, input.shape),
    backward: (gradient) => {
      const [inputGradient, gammaGradient, betaGradient] = g.add(
        'FusedBatchNormGradV3',
        [reshape(g, gradient, pictures.shape), pictures, gamma, ...reserved],
        { ...attributes, is_training: { bool: true } },
        [
          { port: 'x_backprop', dtype: 'float', shape: pictures.shape },
          ...['scale_backprop', 'offset_backprop', 'reserve_space_4', 'reserve_space_5'].map(perChannel),
        ],
      ).outputs as [Tensor, Tensor, Tensor, Tensor, Tensor];
      context.gradient('gamma', gammaGradient);
      context.gradient('beta', betaGradient);
      return () => reshape(g, inputGradient, input.shape);
    },
  };
}

function inference(context: GraphContext, layer: BatchNorm, input: Tensor): GraphLayer {
  const { g } = context;
  const scale = mul(
    g,
    context.weight('gamma'),
    rsqrt(g, shifted(g, context.weight('movingVariance'), layer.epsilon)),
  );
  const offset = sub(g, context.weight('beta'), mul(g, context.weight('movingMean'), scale));
  return {
    output: add(g, mul(g, input, scale), offset),
    backward: (gradient) => () => mul(g, gradient, scale),
  };
}

/** The operation gives the unbiased variance; with n values a channel the biased one is (n − 1)/n of it. */
function biased(g: GraphBuilder, variance: Tensor, pictures: Tensor): Tensor {
  const count = div(g, cast(g, sizeOf(g, pictures), 'float'), g.float(pictures.shape.at(-1) ?? 1));
  return mul(g, variance, div(g, shifted(g, count, -1), count));
}
