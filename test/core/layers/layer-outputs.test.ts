import { beforeAll, describe, expect, test } from 'vitest';
import type * as Tfjs from '@tensorflow/tfjs-node-gpu';
import { layerSchema } from '#core/layers/registry';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import { layerBatch, openLayers, type Fed } from '../graph/graph-bench';

let tf: typeof Tfjs;
beforeAll(async () => {
  ({ tf } = await loadTensorflow());
});

type Reference = (x: Tfjs.Tensor4D, weight: (role: string) => Tfjs.Tensor) => Tfjs.Tensor;
const picture = [6, 5, 2];

async function outputOf(given: Record<string, unknown>, training = false) {
  const layer = layerSchema.parse(given);
  const { graph, fed } = await openLayers([layer], picture, { training });
  const results = graph.run(fed);
  graph.dispose();
  return { results, fed };
}

function referenceOf(fed: Fed, reference: Reference): number[] {
  const tensor = (name: string): Tfjs.Tensor =>
    tf.tensor(fed[name]!.values as Float32Array, fed[name]!.shape);
  return tf.tidy(() =>
    Array.from(reference(tensor('input') as Tfjs.Tensor4D, (role) => tensor(`0.${role}`)).dataSync()),
  );
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  const worst = Math.max(...found.map((value, place) => Math.abs(value - expected[place]!)));
  expect(worst).toBeLessThan(1e-5);
}

const cases: [Record<string, unknown>, Reference][] = [
  ...([1, 2] as const).flatMap((strides) =>
    (['valid', 'same'] as const).flatMap((padding): [Record<string, unknown>, Reference][] => [
      [
        { type: 'conv2d', filters: 3, kernelSize: 3, strides, padding },
        (x, weight) => tf.conv2d(x, weight('kernel') as Tfjs.Tensor4D, strides, padding).add(weight('bias')),
      ],
      [
        { type: 'depthwiseConv2d', kernelSize: 3, strides, padding },
        (x, weight) =>
          tf.depthwiseConv2d(x, weight('kernel') as Tfjs.Tensor4D, strides, padding).add(weight('bias')),
      ],
    ]),
  ),
  [{ type: 'maxPool', poolSize: 2 }, (x) => tf.maxPool(x, 2, 2, 'valid')],
  [{ type: 'maxPool', poolSize: 3, strides: 1 }, (x) => tf.maxPool(x, 3, 1, 'valid')],
  [{ type: 'avgPool', poolSize: 2 }, (x) => tf.avgPool(x, 2, 2, 'valid')],
  [{ type: 'upsample', factor: 3 }, (x) => tf.image.resizeNearestNeighbor(x, [18, 15])],
  [{ type: 'globalAvgPool' }, (x) => x.mean([1, 2])],
  [{ type: 'flatten' }, (x) => x.reshape([layerBatch, -1])],
  [{ type: 'dropout', rate: 0.5 }, (x) => x],
  [{ type: 'activation', activation: 'relu' }, (x) => x.relu()],
  [{ type: 'activation', activation: 'relu6' }, (x) => x.relu6()],
  [{ type: 'activation', activation: 'swish' }, (x) => x.mul(x.sigmoid())],
  [{ type: 'activation', activation: 'gelu' }, (x) => x.mul(tf.erf(x.div(Math.SQRT2)).add(1).div(2))],
  [{ type: 'activation', activation: 'tanh' }, (x) => x.tanh()],
  [{ type: 'activation', activation: 'sigmoid' }, (x) => x.sigmoid()],
  [{ type: 'activation', activation: 'softmax' }, (x) => x.softmax()],
  [
    { type: 'batchNorm', epsilon: 0.01 },
    (x, weight) =>
      tf.batchNorm(
        x,
        ...(['movingMean', 'movingVariance', 'beta', 'gamma'].map(weight) as Tfjs.Tensor1D[] as [
          Tfjs.Tensor1D,
          Tfjs.Tensor1D,
          Tfjs.Tensor1D,
          Tfjs.Tensor1D,
        ]),
        0.01,
      ),
  ],
  [{ type: 'residual', layers: [{ type: 'activation', activation: 'tanh' }] }, (x) => x.add(x.tanh())],
];

describe.each(cases)('%j', (layer, reference) => {
  test('gives what the same operation of tfjs gives', async () => {
    const { results, fed } = await outputOf(layer);
    expectClose(results.output!, referenceOf(fed, reference));
  });
});

test('batch norm in training uses the batch, and moves its averages by the biased variance', async () => {
  const { results, fed } = await outputOf({ type: 'batchNorm', momentum: 0.9, epsilon: 1e-3 }, true);
  const moments = (x: Tfjs.Tensor4D) => tf.moments(x, [0, 1, 2]);
  expectClose(
    results.output!,
    referenceOf(fed, (x, weight) => {
      const { mean, variance } = moments(x);
      return x.sub(mean).mul(variance.add(1e-3).rsqrt()).mul(weight('gamma')).add(weight('beta'));
    }),
  );
  expectClose(
    results['assigned.0.movingMean']!,
    referenceOf(fed, (x, weight) => weight('movingMean').mul(0.9).add(moments(x).mean.mul(0.1))),
  );
  expectClose(
    results['assigned.0.movingVariance']!,
    referenceOf(fed, (x, weight) => weight('movingVariance').mul(0.9).add(moments(x).variance.mul(0.1))),
  );
});

test('dropout in training zeroes about its rate and keeps the mean', async () => {
  const layer = layerSchema.parse({ type: 'dropout', rate: 0.4 });
  const { graph, fed } = await openLayers([layer], [28, 28, 4]);
  fed.input!.values.fill(1);
  const { output } = graph.run(fed, ['output']);
  graph.dispose();
  const dropped = output!.filter((value) => value === 0).length / output!.length;
  expect(dropped).toBeGreaterThan(0.37);
  expect(dropped).toBeLessThan(0.43);
  expect(new Set(output)).toEqual(new Set([0, Math.fround(Math.fround(1 / 0.6))]));
});
