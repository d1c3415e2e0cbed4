import { describe, expect, it } from 'vitest';
import { WardrobeError } from '#core/domain/errors';
import type { NamedTensor } from '#core/domain/named-tensor';
import { createClassifier } from '#core/inference/classifier';
import { activationSchema } from '#core/layers/activations/registry';
import { initialWeights } from '#core/model/initial-weights';
import { trainingPlanSchema, type TrainingPlan } from '#core/model/training-plan';
import { Random } from '#core/random/random';
import { realDataset } from '../../fixtures/real-dataset';
import { tensorflowForward } from './tensorflow-forward';
import { fashionMnist, imageBytes, presets } from '../../fixtures/fashion-mnist';

const settings = {
  preset: 'test',
  optimizer: { type: 'adam' },
  learningRate: 0.001,
  epochs: 1,
  batchSize: 32,
  seed: 7,
  validationFraction: 0.1,
};
const softmax = { type: 'dense', units: 10, activation: 'softmax' };
const planOf = (...layers: object[]): TrainingPlan => trainingPlanSchema.parse({ ...settings, layers });
/** Layers on pictures, then flattened to ten probabilities. */
const pictures = (...layers: object[]) => planOf(...layers, { type: 'flatten' }, softmax);

/** Weights that leave nothing at its harmless start: biases, gammas and moving averages are drawn too. */
function drawnWeights(plan: TrainingPlan): NamedTensor[] {
  const random = new Random(plan.seed, 99);
  return initialWeights(plan, fashionMnist).map((tensor) => {
    if (tensor.name.endsWith('kernel')) return tensor;
    const low = /gamma|movingVariance/.test(tensor.name) ? 0.5 : -0.3;
    return { ...tensor, values: tensor.values.map(() => low + 0.6 * random.fraction()) };
  });
}

async function expectAsTensorflow(plan: TrainingPlan, count = 12): Promise<void> {
  const weights = drawnWeights(plan);
  const pixels = (await realDataset()).test.pictures.inMemory!.subarray(0, count * imageBytes);
  const expected = tensorflowForward(plan, weights, pixels);
  const classifier = createClassifier(plan, weights, fashionMnist);
  let largest = 0;
  for (let index = 0; index < count; index++) {
    const found = classifier.classify(pixels.subarray(index * imageBytes, (index + 1) * imageBytes));
    expect(found.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    found.forEach((value, i) => {
      largest = Math.max(largest, Math.abs(value - expected[index * 10 + i]!));
    });
  }
  expect(largest).toBeLessThan(5e-6);
}

describe('createClassifier gives what TensorFlow gives', () => {
  const dense = (activation: string) => [
    { type: 'flatten' },
    { type: 'dense', units: 33, activation },
    softmax,
  ];
  const conv = { type: 'conv2d', filters: 5, kernelSize: 3 };
  const depthwise = { type: 'depthwiseConv2d', kernelSize: 3 };
  const cases: Record<string, TrainingPlan> = {
    'every preset: classic': presets[0]!.plan,
    ...Object.fromEntries(
      activationSchema.options.flatMap((activation) => [
        [`dense, ${activation}`, planOf(...dense(activation))],
        [`activation ${activation} on pictures`, pictures(conv, { type: 'activation', activation })],
      ]),
    ),
    'conv2d valid': pictures({ ...conv, activation: 'relu' }, conv),
    'conv2d same': pictures({ ...conv, padding: 'same', activation: 'gelu' }),
    'conv2d same, even kernel': pictures({ ...conv, kernelSize: 4, padding: 'same' }),
    'conv2d same, stride 2': pictures({ ...conv, padding: 'same', strides: 2 }),
    'conv2d same, stride 3, kernel 5': pictures({ ...conv, kernelSize: 5, padding: 'same', strides: 3 }),
    'conv2d valid, stride 2, kernel 5': pictures({ ...conv, kernelSize: 5, strides: 2 }),
    'conv2d same, stride above kernel': pictures({ ...conv, kernelSize: 1, padding: 'same', strides: 3 }),
    'depthwise valid': pictures(conv, { ...depthwise, activation: 'swish' }),
    'depthwise same, stride 2': pictures(conv, { ...depthwise, padding: 'same', strides: 2 }),
    maxPool: pictures(conv, { type: 'maxPool', poolSize: 2 }),
    'maxPool, overlapping': pictures(conv, { type: 'maxPool', poolSize: 3, strides: 2 }),
    'avgPool, odd rest': pictures(conv, { type: 'avgPool', poolSize: 4 }),
    upsample: pictures({ ...conv, strides: 3 }, { type: 'upsample', factor: 3 }),
    globalAvgPool: planOf(conv, { type: 'globalAvgPool' }, softmax),
    'batchNorm on pictures': pictures(conv, { type: 'batchNorm' }),
    'batchNorm on a list': planOf(
      { type: 'flatten' },
      { type: 'dense', units: 20, activation: 'linear' },
      { type: 'batchNorm', epsilon: 0.01 },
      softmax,
    ),
    dropout: planOf({ type: 'flatten' }, { type: 'dropout', rate: 0.5 }, softmax),
    residual: pictures(
      { ...conv, activation: 'relu' },
      {
        type: 'residual',
        layers: [
          { type: 'batchNorm' },
          { type: 'activation', activation: 'gelu' },
          { ...conv, padding: 'same' },
        ],
      },
      { type: 'residual', layers: [{ type: 'dropout', rate: 0.1 }] },
    ),
    'softmax as a layer of its own': planOf(
      { type: 'flatten' },
      { ...softmax, activation: 'linear' },
      { type: 'activation', activation: 'softmax' },
    ),
  };
  for (const [name, plan] of Object.entries(cases)) it(name, () => expectAsTensorflow(plan));
});

describe('createClassifier', () => {
  const plan = presets[0]!.plan;

  it('stays a number where logits are huge', () => {
    const weights = initialWeights(plan, fashionMnist).map((tensor) => ({
      ...tensor,
      values: tensor.values.map((value) => value * 1e6),
    }));
    const probabilities = createClassifier(plan, weights, fashionMnist).classify(
      new Uint8Array(imageBytes).fill(255),
    );
    expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  });

  it('answers each picture on its own, in memory of its own', () => {
    const classifier = createClassifier(plan, initialWeights(plan, fashionMnist), fashionMnist);
    const first = classifier.classify(new Uint8Array(imageBytes).fill(200));
    const kept = first.slice();
    classifier.classify(new Uint8Array(imageBytes));
    expect(first).toEqual(kept);
    expect(classifier.classify(new Uint8Array(imageBytes).fill(200))).toEqual(kept);
  });

  it('refuses weights that are missing or misshapen', () => {
    const weights = initialWeights(plan, fashionMnist);
    expect(() => createClassifier(plan, weights.slice(1), fashionMnist)).toThrow(WardrobeError);
    const turned = weights.map((tensor) => ({ ...tensor, shape: [...tensor.shape].reverse() }));
    expect(() => createClassifier(plan, turned, fashionMnist)).toThrow(/1\.kernel/);
    const cut = weights.map((tensor) => ({ ...tensor, values: tensor.values.subarray(1) }));
    expect(() => createClassifier(plan, cut, fashionMnist)).toThrow(/not whole/);
  });

  it('refuses a plan that does not end in ten probabilities, and pictures of another size', () => {
    expect(() => createClassifier(planOf({ type: 'flatten' }), [], fashionMnist)).toThrow(WardrobeError);
    const classifier = createClassifier(plan, initialWeights(plan, fashionMnist), fashionMnist);
    expect(() => classifier.classify(new Uint8Array(783))).toThrow(RangeError);
  });
});

describe('a picture judged with its mirror image', () => {
  it('gets the probabilities of the mean logits, however large they are', () => {
    // A dark left column makes class 0 sure one way round and class 1 the other; class 2 is never likely.
    const plan = {
      ...planOf({ type: 'flatten' }, { type: 'dense', units: 10, activation: 'softmax' }),
      testTimeFlip: true,
    };
    const kernel = new Float32Array(imageBytes * 10);
    kernel.set([55, -55, 0], 0);
    kernel.set([-50, 60, 0], 27 * 10);
    const bias = Float32Array.from({ length: 10 }, (_, index) => (index < 3 ? 0 : -40));
    const classifier = createClassifier(
      plan,
      [
        { name: '1.kernel', shape: [imageBytes, 10], values: kernel },
        { name: '1.bias', shape: [10], values: bias },
      ],
      fashionMnist,
    );
    const pixels = new Uint8Array(imageBytes);
    pixels[0] = 255;
    const found = classifier.classify(pixels);
    const weights = [Math.exp(2.5), Math.exp(2.5), 1];
    const sum = weights.reduce((total, value) => total + value);
    weights.forEach((weight, index) => expect(found[index]).toBeCloseTo(weight / sum, 5));
  });
});
