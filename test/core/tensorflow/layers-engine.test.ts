import { beforeAll, describe, expect, test } from 'vitest';
import { realDataset } from '../../fixtures/real-dataset';
import { splitTraining } from '#core/dataset/split';
import type { WardrobeError } from '#core/errors';
import { findPreset } from '#core/model/presets';
import { shuffledOrder } from '#core/model/random';
import { augmentationSchema, trainingPlanSchema, type TrainingPlan } from '#core/model/training-plan';
import { createGraphEngine } from '#core/tensorflow/graph-engine';
import {
  layersOnPlainJs,
  layersOnTensorflow,
  layersOnWasm,
  type LayersBackend,
} from '#core/tensorflow/layers-backend';
import { createLayersEngine } from '#core/tensorflow/layers-engine';
import { loadTensorflow } from '#core/tensorflow/load-tensorflow';
import type { EngineState, TrainingData, TrainingEngine } from '#core/training/engine';

const classic = findPreset('classic')!.plan;
const small = trainingPlanSchema.parse({
  ...classic,
  preset: 'small',
  layers: [
    { type: 'conv2d', filters: 4, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' },
    { type: 'conv2d', filters: 6, kernelSize: 3, activation: 'swish' },
    { type: 'maxPool', poolSize: 2, strides: 1 },
    { type: 'avgPool', poolSize: 2 },
    { type: 'activation', activation: 'tanh' },
    { type: 'flatten' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
});

const backends: [string, () => Promise<LayersBackend>][] = [
  ['TensorFlow', async () => layersOnTensorflow(await loadTensorflow())],
  ['WASM', layersOnWasm],
  ['plain JavaScript', layersOnPlainJs],
];

let data: TrainingData;
beforeAll(async () => {
  const dataset = await realDataset();
  const { train, validation } = splitTraining(dataset.train.labels, classic.validationFraction);
  // 1,000 pictures with a last batch of 8 keep the plain backend quick.
  data = {
    ...dataset,
    trainIndices: train.subarray(0, 1000),
    validationIndices: validation.subarray(0, 300),
  };
});

/** Trains `steps` steps over as many epochs as they take and gives the state and the mean loss of the last epoch. */
async function trained(engine: TrainingEngine, plan: TrainingPlan, steps: number) {
  const session = await engine.open(plan, data);
  const stepsPerEpoch = Math.ceil(data.trainIndices.length / plan.batchSize);
  let loss = 0;
  for (let step = 0; step < steps; step += stepsPerEpoch) {
    const order = shuffledOrder(data.trainIndices, plan.seed, step / stepsPerEpoch + 1);
    const sums = session.runSteps(order, 0, Math.min(stepsPerEpoch, steps - step));
    loss = sums.lossSum / sums.examples;
  }
  const result = {
    loss,
    state: session.getState(),
    validation: session.validate(),
    probabilities: session.predict(data.test.pixels.subarray(0, 300 * 784)),
  };
  session.dispose();
  return result;
}

const largestDifference = (a: Float32Array, b: Float32Array): number =>
  a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);

function differences(a: EngineState, b: EngineState): Record<string, number> {
  expect(a.weights.map(({ name, shape }) => [name, shape])).toEqual(
    b.weights.map(({ name, shape }) => [name, shape]),
  );
  return Object.fromEntries(
    a.weights.map(({ name, values }, index) => [name, largestDifference(values, b.weights[index]!.values)]),
  );
}

describe.each(backends)('on %s', (name, load) => {
  const slow = name === 'plain JavaScript';

  test.each([
    ['classic, Adam', classic, slow ? 20 : 100],
    [
      'classic, Nesterov with decay, smoothing and clipping',
      trainingPlanSchema.parse({
        ...classic,
        optimizer: { type: 'sgd', momentum: 0.9, nesterov: true },
        learningRate: 0.05,
        schedule: { type: 'cosine', warmup: 0.2 },
        labelSmoothing: 0.1,
        clipNorm: 0.5,
      }),
      40,
    ],
    [
      'classic, AdamW',
      trainingPlanSchema.parse({ ...classic, optimizer: { type: 'adamw', weightDecay: 0.1 } }),
      20,
    ],
    ['convolutions and pools', small, slow ? 5 : 40],
  ] as [string, TrainingPlan, number][])('%s: as the graph engine', async (_, plan, steps) => {
    const layers = await trained(createLayersEngine(await load()), plan, steps);
    const graph = await trained(
      createGraphEngine(await loadTensorflow(), { ways: ['scheduled'] }),
      plan,
      steps,
    );
    for (const [weight, difference] of Object.entries(differences(layers.state, graph.state)))
      expect(difference, weight).toBeLessThan(1e-4);
    expect(largestDifference(layers.probabilities, graph.probabilities)).toBeLessThan(1e-4);
    expect(layers.loss).toBeCloseTo(graph.loss, 4);
    expect(layers.validation.lossSum / 300).toBeCloseTo(graph.validation.lossSum / 300, 4);
    expect(Math.abs(layers.validation.correct - graph.validation.correct)).toBeLessThanOrEqual(1);
  });

  test('goes on from a stored state to the last bit, dropout included', async () => {
    const plan = trainingPlanSchema.parse({
      ...classic,
      layers: [
        { type: 'flatten' },
        { type: 'dense', units: 12, activation: 'gelu' },
        { type: 'dropout', rate: 0.3 },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    });
    const engine = createLayersEngine(await load());
    const order = shuffledOrder(data.trainIndices, plan.seed, 1);
    const whole = await engine.open(plan, data);
    whole.runSteps(order, 0, 9);
    const first = await engine.open(plan, data);
    first.runSteps(order, 0, 4);
    const state = first.getState();
    const second = await engine.open(plan, data);
    second.setState(state);
    second.runSteps(order, 4, 5);
    expect(second.getState()).toEqual(whole.getState());
    expect(first.getState()).toEqual(state);
    for (const session of [whole, first, second]) session.dispose();
  });

  test('holds no more tensors after many steps than after one, and none once disposed', async () => {
    const backend = await load();
    await backend.tf.setBackend(backend.name);
    const before = backend.tf.memory().numTensors;
    const session = await createLayersEngine(backend).open({ ...classic, clipNorm: 1 }, data);
    const order = shuffledOrder(data.trainIndices, 1, 1);
    session.runSteps(order, 0, 1);
    const afterOne = backend.tf.memory().numTensors;
    session.runSteps(order, 1, 5);
    session.validate();
    session.predict(data.test.pixels.subarray(0, 784));
    session.setState(session.getState());
    expect(backend.tf.memory().numTensors).toBe(afterOne);
    session.dispose();
    expect(backend.tf.memory().numTensors).toBe(before);
  });
});

describe('refusals', () => {
  const refused = async (plan: TrainingPlan) =>
    createLayersEngine(await layersOnWasm())
      .open(plan, data)
      .then(
        () => null,
        ({ kind, message }: WardrobeError) => ({ kind, message }),
      );

  test('names the layer and the setting it does not know', async () => {
    const layers: unknown[] = [{ type: 'batchNorm' }, ...small.layers];
    expect(await refused(trainingPlanSchema.parse({ ...small, layers }))).toEqual({
      kind: 'unsupported',
      message: expect.stringContaining('layer 1 (Batch norm)') as string,
    });
    expect(await refused({ ...classic, weightAveraging: 0.99 })).toEqual({
      kind: 'unsupported',
      message: expect.stringContaining('weight averaging') as string,
    });
    const augmentation = augmentationSchema.parse({ flip: true });
    expect(await refused({ ...classic, augmentation })).toEqual({
      kind: 'unsupported',
      message: expect.stringContaining('augmentation') as string,
    });
    expect(await refused({ ...classic, augmentation: augmentationSchema.parse({}) })).toBeNull();
  });

  test('a state of another model, and steps the epoch does not have', async () => {
    const session = await createLayersEngine(await layersOnWasm()).open(classic, data);
    const state = session.getState();
    expect(() => session.setState({ ...state, weights: state.weights.slice(1) })).toThrow('do not belong');
    expect(() => session.setState({ ...state, slots: [] })).toThrow('do not belong');
    expect(session.getState()).toEqual(state);
    expect(() => session.runSteps(data.trainIndices, 31, 2)).toThrow('no 2 steps');
    expect(session.runSteps(data.trainIndices, 31, 1).examples).toBe(8);
    session.dispose();
  });

  test('a loss that is no number any more ends it, with the weights from before', async () => {
    const plan: TrainingPlan = {
      ...classic,
      optimizer: { type: 'sgd', momentum: 0, nesterov: false },
      learningRate: 10,
    };
    const session = await createLayersEngine(await layersOnWasm()).open(plan, data);
    const state = session.getState();
    const broken = state.weights.map((weight) => ({
      ...weight,
      values: weight.values.map(() => Number.NaN),
    }));
    session.setState({ ...state, weights: broken });
    expect(() => session.runSteps(data.trainIndices, 0, 1)).toThrow(
      expect.objectContaining({ kind: 'diverged' }),
    );
    expect(session.getState().step).toBe(0);
    session.dispose();
  });
});
