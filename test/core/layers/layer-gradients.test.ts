import { describe, expect, test } from 'vitest';
import { weightSpecs } from '#core/model/shapes';
import { layerSchema, layerTypes } from '#core/layers/registry';
import { openLayers } from '../graph/graph-bench';
import { layerCases } from './layer-cases';

const picture = [6, 5, 2];

type Given = { type: string } & Record<string, unknown>;
interface Case {
  layers: Given[];
  input: number[];
  /** Values of the input lie between this and its negative; 1 where absent. */
  reach?: number;
}

const inPicture = (...layers: Given[]): Case => ({ layers, input: picture });
const windows = [
  { strides: 1, padding: 'valid' },
  { strides: 1, padding: 'same' },
  { strides: 2, padding: 'valid' },
  { strides: 2, padding: 'same' },
];

const cases: Case[] = [
  ...layerCases.map(({ layer, ...others }) => ({ layers: [layer], ...others })),
  ...windows.map((window) => inPicture({ type: 'conv2d', filters: 3, kernelSize: 3, ...window })),
  ...windows.map((window) => inPicture({ type: 'depthwiseConv2d', kernelSize: 3, ...window })),
  inPicture({ type: 'maxPool', poolSize: 3, strides: 1 }),
  inPicture({ type: 'avgPool', poolSize: 3, strides: 2 }),
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
  expect(new Set(cases.flatMap(({ layers }) => layers.map(({ type }) => type)))).toEqual(new Set(layerTypes));
});

const distance = 2 ** -8;

/** How far a gradient is from the slope; where a bend lies within the finite difference, from what both sides allow. */
function deviation(gradient: number, [left, right]: [number, number], scale: number): number {
  if (Math.abs(left - right) < 0.05 * scale) return Math.abs(gradient - (left + right) / 2);
  return Math.max(0, Math.min(left, right) - gradient, gradient - Math.max(left, right));
}

describe.each(
  cases.map((one) => ({ ...one, title: one.layers.map((layer) => JSON.stringify(layer)).join(', ') })),
)('$title', ({ layers: given, input, reach }) => {
  test('its gradients are those of finite differences', async () => {
    const layers = given.map((layer) => layerSchema.parse(layer));
    const { graph, fed } = await openLayers(layers, input, { reach });
    const direction = fed.direction!.values;
    const objective = (): number =>
      graph.run(fed, ['output']).output!.reduce((sum, value, place) => sum + value * direction[place]!, 0);
    const found = graph.run(fed);
    const trained = weightSpecs(layers, input).filter((spec) => spec.trainable);
    const here = objective();
    for (const name of ['input', ...trained.map((spec) => spec.name)]) {
      const { values } = fed[name]!;
      const slopes = Array.from(values, (value, place): [left: number, right: number] => {
        values[place] = value + distance;
        const above = objective();
        values[place] = value - distance;
        const below = objective();
        values[place] = value;
        return [(here - below) / distance, (above - here) / distance];
      });
      const steepest = Math.max(...slopes.flat().map(Math.abs));
      const scale = Math.max(0.1, steepest);
      const worst = Math.max(...slopes.map((slope, place) => deviation(found[name]![place]!, slope, scale)));
      expect(worst / scale, `gradient for ${name}`).toBeLessThan(2e-3);
      if (name !== 'input') expect(steepest, `${name} matters`).toBeGreaterThan(1e-3);
    }
    graph.dispose();
  });
});
