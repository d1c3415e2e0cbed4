import { describe, expect, test } from 'vitest';
import { weightSpecs } from '#core/model/shapes';
import { activationSchema, layerSchema } from '#core/model/training-plan';
import { openLayers } from './graph-bench';

const picture = [6, 5, 2];

type Given = Record<string, unknown>;
interface Case {
  layers: Given[];
  input: number[];
}

const inPicture = (...layers: Given[]): Case => ({ layers, input: picture });
const inList = (layer: Given): Case => ({ layers: [layer], input: [7] });
const windows = [
  { strides: 1, padding: 'valid' },
  { strides: 1, padding: 'same' },
  { strides: 2, padding: 'valid' },
  { strides: 2, padding: 'same' },
];

const cases: Case[] = [
  inPicture({ type: 'flatten' }),
  ...activationSchema.options.map((activation) => inList({ type: 'dense', units: 4, activation })),
  ...activationSchema.options.map((activation) => inList({ type: 'activation', activation })),
  inPicture({ type: 'activation', activation: 'softmax' }),
  ...windows.map((window) => inPicture({ type: 'conv2d', filters: 3, kernelSize: 3, ...window })),
  ...windows.map((window) => inPicture({ type: 'depthwiseConv2d', kernelSize: 3, ...window })),
  inPicture({ type: 'conv2d', filters: 2, kernelSize: 2, padding: 'same', activation: 'gelu' }),
  inPicture({ type: 'depthwiseConv2d', kernelSize: 2, activation: 'swish' }),
  inPicture({ type: 'maxPool', poolSize: 2 }),
  inPicture({ type: 'maxPool', poolSize: 3, strides: 1 }),
  inPicture({ type: 'avgPool', poolSize: 2 }),
  inPicture({ type: 'avgPool', poolSize: 3, strides: 2 }),
  inPicture({ type: 'globalAvgPool' }),
  inPicture({ type: 'batchNorm' }),
  inPicture({ type: 'batchNorm', epsilon: 0.1 }),
  inList({ type: 'batchNorm' }),
  inPicture({ type: 'dropout', rate: 0.4 }),
  inList({ type: 'dropout', rate: 0 }),
  inPicture({
    type: 'residual',
    layers: [
      { type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same', activation: 'tanh' },
      { type: 'batchNorm' },
      { type: 'dropout', rate: 0.2 },
      { type: 'conv2d', filters: 2, kernelSize: 1 },
    ],
  }),
  // Pooling only spreads the gradient: a bias may take its own from what has not been spread yet.
  ...['avgPool', 'maxPool'].flatMap((type) =>
    ['linear', 'relu', 'gelu'].flatMap((activation) => [
      inPicture({ type: 'conv2d', filters: 2, kernelSize: 2, activation }, { type, poolSize: 2 }),
      inPicture({ type: 'depthwiseConv2d', kernelSize: 3, activation }, { type, poolSize: 2, strides: 1 }),
    ]),
  ),
  inPicture(
    { type: 'conv2d', filters: 2, kernelSize: 1, activation: 'tanh' },
    { type: 'residual', layers: [{ type: 'conv2d', filters: 2, kernelSize: 3, padding: 'same' }] },
    { type: 'avgPool', poolSize: 2 },
    { type: 'maxPool', poolSize: 2 },
  ),
];

test('every kind of layer is walked', () => {
  const kinds = layerSchema.options.map((option) => option.shape.type.value);
  expect(new Set(cases.flatMap(({ layers }) => layers.map(({ type }) => type)))).toEqual(new Set(kinds));
});

describe.each(
  cases.map((one) => ({ ...one, title: one.layers.map((layer) => JSON.stringify(layer)).join(', ') })),
)('$title', ({ layers: given, input }) => {
  test('its gradients are those of finite differences', async () => {
    const layers = given.map((layer) => layerSchema.parse(layer));
    const { graph, fed } = await openLayers(layers, input);
    const direction = fed.direction!.values;
    const objective = (): number =>
      graph.run(fed, ['output']).output!.reduce((sum, value, place) => sum + value * direction[place]!, 0);
    const found = graph.run(fed);
    const trained = weightSpecs(layers, input).filter((spec) => spec.trainable);
    for (const name of ['input', ...trained.map((spec) => spec.name)]) {
      const { values } = fed[name]!;
      const expected = Array.from(values, (value, place) => {
        const distance = 2 ** -8;
        values[place] = value + distance;
        const above = objective();
        values[place] = value - distance;
        const below = objective();
        values[place] = value;
        return (above - below) / (2 * distance);
      });
      const scale = Math.max(0.1, ...expected.map(Math.abs));
      const worst = Math.max(...expected.map((value, place) => Math.abs(value - found[name]![place]!)));
      expect(worst / scale, `gradient for ${name}`).toBeLessThan(2e-3);
      if (name !== 'input')
        expect(Math.max(...expected.map(Math.abs)), `${name} matters`).toBeGreaterThan(1e-3);
    }
    graph.dispose();
  });
});
