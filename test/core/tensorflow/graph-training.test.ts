import { afterEach, describe, expect, test, vi } from 'vitest';
import { shuffledOrder } from '#core/random/random';
import type { TrainingPlan } from '#core/model/training-plan';
import type { Way, EngineState, TrainingSession } from '#core/domain/engine';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import type { TrainingData } from '#core/domain/data-set';
import { sumOf } from '#core/training/step-sums';
import { bandData, countCorrect, planOf, trainEpoch } from './graph-support';

// XLA compiles a session for seconds where other work holds the cores.
vi.setConfig({ testTimeout: 120_000 });

const opened: TrainingSession[] = [];
afterEach(() => opened.splice(0).forEach((session) => session.dispose()));

async function open(
  plan: TrainingPlan,
  data: TrainingData,
  way: Way = 'scheduled',
): Promise<TrainingSession> {
  const session = await createGraphEngine(await loadTensorflow(), { ways: [way] }).open(plan, data);
  opened.push(session);
  return session;
}

/** Everything random and everything with a memory at once. */
const restless = {
  layers: [
    { type: 'conv2d', filters: 4, kernelSize: 3, strides: 2, activation: 'relu' },
    { type: 'batchNorm', momentum: 0.9 },
    { type: 'flatten' },
    { type: 'dropout', rate: 0.3 },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
  optimizer: { type: 'adamw' },
  learningRate: 0.01,
  schedule: { type: 'oneCycle' },
  labelSmoothing: 0.1,
  clipNorm: 1,
  weightAveraging: 0.9,
  augmentation: { flip: true, shift: 2, rotate: 10, scale: 0.1, brightness: 0.1, gamma: 0.3, erase: 0.3 },
};

/** The same in what XLA takes, and small, for it compiles a second or more. */
const restlessDense = {
  ...restless,
  layers: [
    { type: 'flatten' },
    { type: 'batchNorm', momentum: 0.9 },
    { type: 'dropout', rate: 0.3 },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
  augmentation: { erase: 0.3 },
};

const kinds = [
  { way: 'scheduled', settings: restless },
  { way: 'compiled', settings: restlessDense },
] as const;

/** The state as plain numbers, to compare to the last bit. */
const bits = (state: EngineState): unknown => ({
  step: state.step,
  tensors: [...state.weights, ...state.slots].map(({ name, values }) => [
    name,
    Array.from(new Int32Array(values.slice().buffer)),
  ]),
});

describe.each(kinds)('the same plan, $way,', ({ way, settings }) => {
  const plan = planOf(settings);
  const data = bandData(60, 10);
  const orders = [0, 1].map((epoch) => shuffledOrder(data.trainIndices, plan.seed, epoch));

  test('gives the same weights again, however its steps are cut into calls and wherever it is resumed', async () => {
    const whole = await open(plan, data, way);
    const cut = await open(plan, data, way);
    const initial = cut.getState();
    expect(bits(initial)).toEqual(bits(whole.getState()));

    const sums = whole.runSteps(orders[0]!, 0, 8);
    const parts = [0, 1, 2, 3, 4, 5, 6, 7].map((step) => cut.runSteps(orders[0]!, step, 1));
    expect(bits(cut.getState())).toEqual(bits(whole.getState()));
    expect(sums.examples).toBe(60);
    expect(parts.reduce((sum, part) => sum + part.examples, 0)).toBe(60);
    expect(parts.reduce((sum, part) => sum + part.correct, 0)).toBe(sums.correct);
    expect(parts.reduce((sum, part) => sum + part.lossSum, 0)).toBeCloseTo(sums.lossSum, 9);

    whole.runSteps(orders[1]!, 0, 8);
    const expected = bits(whole.getState());
    const walk = (session: TrainingSession, from: number, to: number): void => {
      for (let step = from; step < to; step++) session.runSteps(orders[Math.floor(step / 8)]!, step % 8, 1);
    };
    for (const stop of [1, 3, 8, 13]) {
      cut.setState(initial);
      walk(cut, 0, stop);
      const saved = structuredClone(cut.getState());
      cut.runSteps(orders[0]!, 0, 4);
      cut.setState(saved);
      walk(cut, stop, 16);
      expect(bits(cut.getState()), `stopped at ${stop}`).toEqual(expected);
    }
  });
});

test('another seed gives other weights and other random numbers', async () => {
  const data = bandData(60, 10);
  const first = await open(planOf(restless), data);
  const other = await open(planOf({ ...restless, seed: 8 }), data);
  const initial = first.getState();
  expect(bits(other.getState())).not.toEqual(bits(initial));
  other.setState(initial);
  first.runSteps(data.trainIndices, 0, 8);
  other.runSteps(data.trainIndices, 0, 8);
  expect(bits(other.getState())).not.toEqual(bits(first.getState()));
});

test('compiled and scheduled steps agree', async () => {
  const data = bandData(170, 10);
  for (const optimizer of [{ type: 'adamw' }, { type: 'sgd', momentum: 0.9, nesterov: true }]) {
    const plan = planOf({ ...restlessDense, optimizer, epochs: 1 });
    const states = [];
    for (const way of ['scheduled', 'compiled'] as const) {
      const session = await open(plan, data, way);
      expect(session.engine.detail).toContain(way);
      expect(session.runSteps(data.trainIndices, 0, 22).examples).toBe(170);
      states.push(session.getState());
    }
    const [scheduled, compiled] = states as [EngineState, EngineState];
    expect(compiled.step).toBe(22);
    scheduled.weights.forEach(({ name, values }, index) => {
      const worst = values.reduce(
        (most, value, place) => Math.max(most, Math.abs(value - compiled.weights[index]!.values[place]!)),
        0,
      );
      expect(worst, name).toBeLessThan(1e-4);
    });
  }
});

test('a run that began compiled goes on compiled, whatever a race would choose', async () => {
  const data = bandData(60, 10);
  const plan = planOf({ optimizer: { type: 'adam' } });
  const compiled = await open(plan, data, 'compiled');
  const raced = await createGraphEngine(await loadTensorflow()).open(plan, data);
  opened.push(raced);
  compiled.runSteps(data.trainIndices, 0, 3);
  raced.setState(compiled.getState());
  compiled.runSteps(data.trainIndices, 3, 4);
  raced.runSteps(data.trainIndices, 3, 4);
  expect(bits(raced.getState())).toEqual(bits(compiled.getState()));
});

test('a session says in which way it goes on from a state, and when that way can not be had', async () => {
  const data = bandData(60, 10);
  const plan = planOf({ optimizer: { type: 'adam' } });
  const [scheduled, compiled] = [await open(plan, data), await open(plan, data, 'compiled')];
  const raced = await createGraphEngine(await loadTensorflow()).open(plan, data);
  opened.push(raced);
  expect(raced.setState(compiled.getState())).toBeNull();
  expect(raced.engine.detail).toMatch(/^one graph, its loop compiled by XLA/);
  expect(raced.setState(scheduled.getState())).toBeNull();
  expect(raced.engine.detail).toMatch(/^one graph, its operations scheduled by TensorFlow/);
  expect(scheduled.setState(compiled.getState())).toMatch(/compiled by XLA, .*can't be had/);
  expect(scheduled.engine.detail).toMatch(/^one graph, its operations scheduled by TensorFlow/);
});

test('a last, smaller batch counts by its own size', async () => {
  const data = bandData(20, 4);
  const settings = { optimizer: { type: 'adam' }, learningRate: 0.01 };
  const session = await open(planOf({ ...settings, batchSize: 8 }), data);
  session.runSteps(data.trainIndices, 0, 2);
  const before = session.getState();
  const sums = session.runSteps(data.trainIndices, 2, 1);
  const small = await open(planOf({ ...settings, batchSize: 4 }), data);
  small.setState(before);
  expect(small.runSteps(data.trainIndices, 4, 1)).toEqual(sums);
  expect(sums.examples).toBe(4);
  expect(bits(small.getState())).toEqual(bits(session.getState()));
});

test('one batch may hold every picture, or just one', async () => {
  const data = bandData(20, 4);
  for (const batchSize of [1, 20, 500]) {
    const plan = planOf({ batchSize });
    const session = await open(plan, data);
    expect(trainEpoch(session, plan, data.trainIndices).examples).toBe(20);
  }
});

test('a state that was read or set stays as it is while training goes on', async () => {
  const data = bandData(40, 4);
  const session = await open(planOf({ optimizer: { type: 'adam' } }), data);
  const read = session.getState();
  const kept = bits(read);
  session.runSteps(data.trainIndices, 0, 2);
  expect(bits(read)).toEqual(kept);
  session.setState(read);
  session.runSteps(data.trainIndices, 0, 2);
  expect(bits(read)).toEqual(kept);
});

test('a small convolutional model learns, and is judged and asked with its averaged weights', async () => {
  const data = bandData(600, 100);
  const plan = planOf({
    layers: [
      { type: 'conv2d', filters: 8, kernelSize: 3, activation: 'relu' },
      { type: 'maxPool', poolSize: 2 },
      { type: 'residual', layers: [{ type: 'depthwiseConv2d', kernelSize: 3, padding: 'same' }] },
      { type: 'batchNorm', momentum: 0.8 },
      { type: 'activation', activation: 'gelu' },
      { type: 'avgPool', poolSize: 2 },
      { type: 'flatten' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
    optimizer: { type: 'adam' },
    learningRate: 0.01,
    schedule: { type: 'cosine', warmup: 0.1 },
    weightAveraging: 0.9,
    batchSize: 32,
    epochs: 4,
  });
  const session = await open(plan, data);
  const losses = [0, 1, 2, 3].map(
    (epoch) => trainEpoch(session, plan, shuffledOrder(data.trainIndices, 1, epoch)).lossSum / 600,
  );
  expect(losses[3]).toBeLessThan(losses[0]! / 4);
  const validation = sumOf(session.validate());
  expect(validation.examples).toBe(100);
  expect(validation.correct).toBeGreaterThan(95);
  const pixels = data.train.pictures.inMemory!.subarray(600 * 784);
  const probabilities = session.predict(pixels);
  expect(countCorrect(probabilities, data.train.labels.subarray(600))).toBe(validation.correct);
  let sum = 0;
  data.train.labels
    .subarray(600)
    .forEach((label, row) => (sum -= Math.log(probabilities[row * 10 + label]!)));
  expect(validation.lossSum).toBeCloseTo(sum, 2);

  const state = session.getState();
  const averaged = state.weights.find(({ name }) => name === '0.kernel')!;
  const trained = state.slots.find(({ name }) => name === '0.kernel.trained')!;
  expect(averaged.values).not.toEqual(trained.values);
});

test('with averaging each weight is averaged, and the moving statistics of a batch norm with them', async () => {
  const plan = planOf(restless);
  const data = bandData(60, 10);
  const session = await open(plan, data);
  const order = shuffledOrder(data.trainIndices, plan.seed, 0);
  const values = (name: string): Float32Array => {
    const { weights, slots } = session.getState();
    return [...weights, ...slots].find((tensor) => tensor.name === name)!.values;
  };
  const names = session.getState().weights.map(({ name }) => name);
  expect(names).toContain('1.movingVariance');
  for (const step of [0, 1, 2]) {
    const before = names.map(values);
    session.runSteps(order, step, 1);
    // Step t = step + 1 keeps min(decay, (1 + t) / (10 + t)) of the average.
    const kept = Math.min(0.9, (2 + step) / (11 + step));
    names.forEach((name, index) => {
      const trained = values(`${name}.trained`);
      values(name).forEach((value, place) =>
        expect(value, name).toBeCloseTo(before[index]![place]! * kept + trained[place]! * (1 - kept), 5),
      );
    });
  }
  expect(values('1.movingVariance')).not.toEqual(values('1.movingVariance.trained'));
});

test.each(['scheduled', 'compiled'] as const)('the extremes that a plan may hold train, %s', async (way) => {
  const data = bandData(60, 10);
  for (const clipNorm of [1e-6, 1e6]) {
    const plan = planOf({ optimizer: { type: 'adam', epsilon: 1e-30 }, learningRate: 0.001, clipNorm });
    const session = await open(plan, data, way);
    expect(Number.isFinite(session.runSteps(data.trainIndices, 0, 7).lossSum)).toBe(true);
  }
});

test('predict takes any number of pictures, also none', async () => {
  const data = bandData(30, 5);
  const session = await open(planOf({}), data);
  expect(session.predict(new Uint8Array(0))).toEqual(new Float32Array(0));
  const many = new Uint8Array(2345 * 784).map((_, place) => (place * 7919) % 251);
  const all = session.predict(many);
  expect(all.length).toBe(23450);
  const alone = session.predict(many.subarray(2000 * 784, 2001 * 784));
  alone.forEach((value, place) => expect(value).toBeCloseTo(all[20000 + place]!, 6));
  for (let row = 0; row < 2345; row += 100) {
    const sum = all.subarray(row * 10, row * 10 + 10).reduce((total, value) => total + value, 0);
    expect(sum).toBeCloseTo(1, 5);
  }
});

test('validation without pictures is nothing', async () => {
  const session = await open(planOf({}), { ...bandData(30, 5), validationIndices: new Int32Array(0) });
  expect(sumOf(session.validate())).toEqual({ examples: 0, lossSum: 0, correct: 0 });
});
