import { expect, test } from 'vitest';
import { activationSchema } from '#core/layers/activations/registry';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import { sumOf } from '#core/training/step-sums';
import { bandData, planOf } from './graph-support';

const conv = { type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same' };
const depthwise = { type: 'depthwiseConv2d', kernelSize: 3, padding: 'same' };
const norm = { type: 'batchNorm' };
const relu = { type: 'activation', activation: 'relu' };
const residual = (...layers: object[]) => ({ type: 'residual', layers });
const head = [{ type: 'flatten' }, { type: 'dense', units: 10, activation: 'softmax' }];

const activations = activationSchema.options.filter((activation) => activation !== 'softmax');

/** Neighbours that TensorFlow's graph optimizer likes to melt into one operation; some of that is broken in 2.21. */
const sequences: [string, object[]][] = [
  ['depthwise, batch norm, relu', [depthwise, norm, relu]],
  ['residual of a depthwise, relu', [residual(depthwise), relu]],
  ['residual with batch norms', [conv, norm, relu, residual(conv, norm, relu, conv, norm), relu]],
  ...activations.flatMap((activation): [string, object[]][] => [
    [`convolutions with ${activation}`, [conv, conv].map((layer) => ({ ...layer, activation }))],
    [`convolution, batch norm, ${activation}`, [conv, norm, { type: 'activation', activation }]],
  ]),
  ['pooling between', [conv, { type: 'maxPool', poolSize: 2 }, norm, relu, { type: 'avgPool', poolSize: 2 }]],
];

test.each(sequences)(
  '%s',
  async (_name, layers) => {
    const data = bandData(64, 20);
    const engine = createGraphEngine(await loadTensorflow());
    const session = await engine.open(planOf({ layers: [...layers, ...head], learningRate: 0.01 }), data);
    const before = sumOf(session.validate());
    for (let epoch = 0; epoch < 4; epoch++) session.runSteps(data.trainIndices, 0, 8);
    expect(sumOf(session.validate()).lossSum).toBeLessThan(before.lossSum);
    session.dispose();
  },
  60_000,
);
