import { describe, expect, test } from 'vitest';
import { initialWeights } from '#core/model/initial-weights';
import { checkPlan, countParameters, describeLayers, weightSpecs } from '#core/model/shapes';
import { planOf } from '../tensorflow/graph-support';
import { fashionMnist, findPreset, inputShape } from '../../fixtures/fashion-mnist';

const softmax = { type: 'dense', units: 10, activation: 'softmax' };
const planWith = (...layers: Record<string, unknown>[]) => planOf({ layers });

test('the classic model has 101,770 parameters', () => {
  const { layers } = findPreset('classic')!.plan;
  expect(countParameters(layers, fashionMnist)).toBe(101_770);
  expect(
    describeLayers(layers, fashionMnist).map(({ label, outputShape, parameters }) => [
      label,
      outputShape,
      parameters,
    ]),
  ).toEqual([
    ['Flatten', [784], 0],
    ['Dense 128 · relu', [128], 100_480],
    ['Dense 10 · softmax', [10], 1290],
  ]);
});

test('weights have Keras shapes, and names by place', () => {
  const plan = planWith(
    { type: 'conv2d', filters: 8, kernelSize: 3, strides: 2 },
    {
      type: 'residual',
      layers: [{ type: 'batchNorm' }, { type: 'depthwiseConv2d', kernelSize: 5, padding: 'same' }],
    },
    { type: 'maxPool', poolSize: 2 },
    { type: 'globalAvgPool' },
    softmax,
  );
  expect(
    weightSpecs(plan.layers, inputShape).map(({ name, shape, trainable }) => [name, shape, trainable]),
  ).toEqual([
    ['0.kernel', [3, 3, 1, 8], true],
    ['0.bias', [8], true],
    ['1.0.gamma', [8], true],
    ['1.0.beta', [8], true],
    ['1.0.movingMean', [8], false],
    ['1.0.movingVariance', [8], false],
    ['1.1.kernel', [5, 5, 8, 1], true],
    ['1.1.bias', [8], true],
    ['4.kernel', [8, 10], true],
    ['4.bias', [10], true],
  ]);
  expect(describeLayers(plan.layers, fashionMnist).map(({ outputShape }) => outputShape)).toEqual([
    [13, 13, 8],
    [13, 13, 8],
    [6, 6, 8],
    [8],
    [10],
  ]);
});

describe('a plan is refused with the layer and the reason', () => {
  const refused: [RegExp, ReturnType<typeof planWith>][] = [
    [/Layer 1 .*flat input/, planWith(softmax)],
    [/Layer 2 .*picture/, planWith({ type: 'flatten' }, { type: 'globalAvgPool' }, softmax)],
    [/Layer 2 .*3×3/, planWith({ type: 'maxPool', poolSize: 8 }, { type: 'avgPool', poolSize: 4 }, softmax)],
    [/Layer 1 .*another shape/, planWith({ type: 'residual', layers: [{ type: 'flatten' }] }, softmax)],
    [/Layer 1\.2 .*flat/, planWith({ type: 'residual', layers: [{ type: 'batchNorm' }, softmax] }, softmax)],
    [
      /Layer 3 .*1792×1792.*1024/,
      planWith(...[4, 4, 4].map((factor) => ({ type: 'upsample', factor })), softmax),
    ],
    [/Layer 2 .*last one/, planWith({ type: 'flatten' }, { ...softmax, units: 11 })],
    [/Layer 2 .*last one/, planWith({ type: 'flatten' }, { ...softmax, activation: 'relu' })],
    [/Layer 1 .*last one/, planWith({ type: 'activation', activation: 'softmax' })],
    [
      /Layer 3 \(Dense 8192\)/,
      planWith(
        { type: 'flatten' },
        { type: 'dense', units: 8192, activation: 'linear' },
        { type: 'dense', units: 8192, activation: 'linear' },
        { type: 'dense', units: 8192, activation: 'linear' },
        softmax,
      ),
    ],
  ];
  test.each(refused)('%s', (message, plan) => {
    expect(() => checkPlan(plan, fashionMnist)).toThrow(message);
    expect(() => checkPlan(plan, fashionMnist)).toThrow(
      expect.objectContaining({ kind: 'unsupported', hint: expect.any(String) }),
    );
  });

  test('and taken when it ends in a softmax layer', () => {
    checkPlan(
      planWith(
        { type: 'flatten' },
        { ...softmax, activation: 'linear' },
        { type: 'activation', activation: 'softmax' },
      ),
      fashionMnist,
    );
  });
});

test('initial weights are Glorot uniform, decided by the seed', () => {
  const plan = planWith(
    { type: 'batchNorm' },
    { type: 'flatten' },
    { ...softmax, units: 400, activation: 'relu' },
    softmax,
  );
  const weights = initialWeights(plan, fashionMnist);
  const named = (name: string): Float32Array => weights.find((weight) => weight.name === name)!.values;
  expect(initialWeights(plan, fashionMnist)).toEqual(weights);
  expect(initialWeights({ ...plan, seed: 8 }, fashionMnist)).not.toEqual(weights);
  const limit = Math.sqrt(6 / (784 + 400));
  const kernel = named('2.kernel');
  const variance = kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length;
  expect(kernel.every((value) => Math.abs(value) <= limit)).toBe(true);
  expect(variance).toBeCloseTo((limit * limit) / 3, 5);
  expect(Array.from(named('0.gamma'))).toEqual([1]);
  expect(Array.from(named('0.movingVariance'))).toEqual([1]);
  expect(named('3.bias').every((value) => value === 0)).toBe(true);
});
