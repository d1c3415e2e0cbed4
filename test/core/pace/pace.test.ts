import { expect, test } from 'vitest';
import { trainingPlanSchema } from '#core/model/training-plan';
import { fastest } from '#core/pace/fastest';
import { paceKey, runSeconds, type Pace } from '#core/pace/pace';
import { fashionMnist, findPreset } from '../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
const engine = { id: 'layers', library: 'tfjs', device: 'CPU', detail: '' } as const;
const pace = (secondsPerStep: number): Pace => ({
  engine,
  startSeconds: 2,
  secondsPerStep,
  secondsPerJudged: 0.001,
});

test('a run takes its start, its steps, a validation an epoch and the test set', () => {
  expect(runSeconds(plan, pace(0.01), fashionMnist)).toBeCloseTo(2 + 5 * (1688 * 0.01 + 6) + 10);
});

test('what changes the work of a step or of judging changes the key, and the rest does not', () => {
  const changed = (settings: object) =>
    paceKey(trainingPlanSchema.parse({ ...plan, ...settings }), fashionMnist.shape);
  const key = paceKey(plan, fashionMnist.shape);
  expect(paceKey(plan, { ...fashionMnist.shape, channels: 3 })).not.toBe(key);
  for (const same of [{ epochs: 9 }, { seed: 2 }, { learningRate: 0.1 }, { augmentation: {} }])
    expect(changed(same)).toBe(key);
  for (const other of [
    { batchSize: 64 },
    { layers: plan.layers.slice(2) },
    { optimizer: { type: 'sgd' } },
    { clipNorm: 1 },
    { weightAveraging: 0.99 },
    { augmentation: { flip: true } },
    { testTimeFlip: true },
  ])
    expect(changed(other)).not.toBe(key);
});

test('a later engine is taken only when it is clearly faster', () => {
  const graph = { choice: { engine: 'graph', device: 'cpu' } as const, pace: pace(0.01) };
  const layers = (seconds: number) => ({
    choice: { engine: 'layers', device: 'cpu' } as const,
    pace: pace(seconds),
  });
  const slow = layers(0.02);
  const close = layers(0.009);
  const fast = layers(0.001);
  expect(fastest(plan, [graph, slow], fashionMnist)).toBe(graph);
  expect(fastest(plan, [graph, close], fashionMnist)).toBe(graph);
  expect(fastest(plan, [graph, fast], fashionMnist)).toBe(fast);
  expect(fastest(plan, [], fashionMnist)).toBeUndefined();
});
