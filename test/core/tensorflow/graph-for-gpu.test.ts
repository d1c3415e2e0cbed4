import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EngineState, TrainingSession, Way, StepSums } from '#core/domain/engine';
import type { Device } from '#core/graph/graph-description';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import type { TrainingPlan } from '#core/model/training-plan';
import { bandData, planOf } from './graph-support';

vi.setConfig({ testTimeout: 120_000 });

const opened: TrainingSession[] = [];
afterEach(() => opened.splice(0).forEach((session) => session.dispose()));

/** Everything that makes the two graphs differ: convolutions, pictures that move, random numbers, a last small batch. */
const convolutional = planOf({
  layers: [
    { type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' },
    { type: 'maxPool', poolSize: 2 },
    { type: 'batchNorm', momentum: 0.9 },
    { type: 'residual', layers: [{ type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same' }] },
    { type: 'globalAvgPool' },
    { type: 'dropout', rate: 0.1 },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
  optimizer: { type: 'adamw' },
  learningRate: 0.003,
  schedule: { type: 'oneCycle' },
  labelSmoothing: 0.1,
  weightAveraging: 0.9,
  augmentation: { flip: true, shift: 2, rotate: 5, erase: 0.3 },
  batchSize: 8,
});
const dense = planOf({
  layers: [
    { type: 'flatten' },
    { type: 'dense', units: 12, activation: 'tanh' },
    { type: 'dropout', rate: 0.1 },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
  optimizer: { type: 'adam' },
  learningRate: 0.003,
  augmentation: { shift: 2 },
  batchSize: 4,
});
// Eleven whole batches of four leave a turn of eight steps unfinished.
const data = bandData(60, 10);

interface Trained {
  state: EngineState;
  sums: StepSums;
  judged: StepSums[];
}

async function trained(
  plan: TrainingPlan,
  { steps, exact = false, ...options }: { compileFor: Device; way: Way; steps: number[]; exact?: boolean },
): Promise<Trained> {
  const { compileFor, way } = options;
  const engine = createGraphEngine(await loadTensorflow(), { ways: [way], compileFor, exact });
  const session = await engine.open(plan, data);
  opened.push(session);
  const sums: StepSums = { examples: 0, lossSum: 0, correct: 0 };
  let first = 0;
  for (const count of steps) {
    const part = session.runSteps(data.trainIndices, first, count);
    first += count;
    for (const key of ['examples', 'lossSum', 'correct'] as const) sums[key] += part[key];
  }
  return { state: session.getState(), sums, judged: [...session.validate()] };
}

function expectAlike(one: Trained, other: Trained, tolerance: number): void {
  expect(one.sums.lossSum).toBeCloseTo(other.sums.lossSum, 2);
  expect(one.sums.examples).toBe(other.sums.examples);
  one.state.weights.forEach(({ name, values }, index) => {
    const others = other.state.weights[index]!.values;
    const worst = values.reduce((most, value, at) => Math.max(most, Math.abs(value - others[at]!)), 0);
    expect(worst, name).toBeLessThan(tolerance);
  });
}

describe('the graph for a GPU, run on the CPU,', () => {
  test('trains to the same bits as the one for the CPU when its operations are scheduled', async () => {
    const [gpu, cpu] = ['gpu', 'cpu'].map((compileFor) =>
      trained(convolutional, { compileFor: compileFor as Device, way: 'scheduled', steps: [8] }),
    );
    expect(await gpu).toEqual(await cpu);
  });

  test('trains to the same weights when XLA compiles it, with convolutions and pictures that move', async () => {
    const scheduled = await trained(convolutional, { compileFor: 'cpu', way: 'scheduled', steps: [8] });
    const compiled = await trained(convolutional, { compileFor: 'gpu', way: 'compiled', steps: [8] });
    expectAlike(compiled, scheduled, 1e-3);
  });

  test('takes as many steps as it is asked for, also where they leave a turn of its loop unfinished', async () => {
    const scheduled = await trained(dense, { compileFor: 'cpu', way: 'scheduled', steps: [11, 4] });
    const compiled = await trained(dense, { compileFor: 'gpu', way: 'compiled', steps: [3, 8, 4] });
    expectAlike(compiled, scheduled, 1e-4);
  });

  test.each([
    ['dense', dense],
    ['with convolutions', convolutional],
  ])(
    'gives the same bits however its steps are cut into calls where it is to be exact, %s',
    async (_what, plan) => {
      const options = { compileFor: 'gpu', way: 'compiled', exact: true } as const;
      const whole = await trained(plan, { ...options, steps: [7] });
      const cut = await trained(plan, { ...options, steps: [1, 2, 4] });
      expect(cut.state).toEqual(whole.state);
    },
  );
});

test('a plan that only a GPU compiles is refused by name on the CPU', async () => {
  const engine = createGraphEngine(await loadTensorflow(), { ways: ['compiled'] });
  await expect(engine.open(convolutional, data)).rejects.toMatchObject({
    kind: 'unsupported',
    hint: expect.stringContaining('Leave it open') as string,
  });
});
