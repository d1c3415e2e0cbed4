import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EngineState, TrainingSession, Way } from '#core/domain/engine';
import type { Device } from '#core/graph/graph-description';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import { bandData, planOf } from './graph-support';

vi.setConfig({ testTimeout: 120_000 });

const opened: TrainingSession[] = [];
afterEach(() => opened.splice(0).forEach((session) => session.dispose()));

/** Everything that makes the two graphs differ: convolutions, pictures that move, random numbers, a last small batch. */
const plan = planOf({
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
const data = bandData(60, 10);

async function trained(
  compileFor: Device,
  way: Way,
): Promise<{ state: EngineState; losses: number[]; judged: number[] }> {
  const engine = createGraphEngine(await loadTensorflow(), { ways: [way], compileFor });
  const session = await engine.open(plan, data);
  opened.push(session);
  const { lossSum, correct } = session.runSteps(data.trainIndices, 0, 8);
  const judged = [...session.validate()].map((sums) => sums.lossSum);
  return { state: session.getState(), losses: [lossSum, correct], judged };
}

describe('the graph for a GPU, run on the CPU,', () => {
  test('trains to the same bits as the one for the CPU when its operations are scheduled', async () => {
    expect(await trained('gpu', 'scheduled')).toEqual(await trained('cpu', 'scheduled'));
  });

  test('trains to the same weights when XLA compiles it, with convolutions and pictures that move', async () => {
    const scheduled = await trained('cpu', 'scheduled');
    const compiled = await trained('gpu', 'compiled');
    expect(compiled.losses[0]).toBeCloseTo(scheduled.losses[0]!, 2);
    compiled.state.weights.forEach(({ name, values }, index) => {
      const other = scheduled.state.weights[index]!.values;
      const worst = values.reduce((most, value, place) => Math.max(most, Math.abs(value - other[place]!)), 0);
      expect(worst, name).toBeLessThan(1e-3);
    });
  });
});

test('a plan that only a GPU compiles is refused by name on the CPU', async () => {
  const engine = createGraphEngine(await loadTensorflow(), { ways: ['compiled'] });
  await expect(engine.open(plan, data)).rejects.toMatchObject({
    kind: 'unsupported',
    hint: expect.stringContaining('--way auto') as string,
  });
});
