import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test, vi } from 'vitest';
import type { TrainingSession, Way } from '#core/domain/engine';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import type { TensorflowBinding } from '#core/tensorflow/library/tensorflow-binding';
import { brokenState, expectNothingLeft, exploding, failure, refusals } from './failing-calls';
import { bandData, planOf } from './graph-support';

vi.setConfig({ testTimeout: 120_000 });

const open = async (
  settings: Record<string, unknown>,
  data = bandData(60, 10),
  way: Way = 'scheduled',
): Promise<TrainingSession> =>
  createGraphEngine(await loadTensorflow(), { ways: [way] }).open(planOf(settings), data);

describe.each(['scheduled', 'compiled'] as const)('a loss that is not finite, %s,', (way) => {
  test('is told with its step, and the weights of before the call are back', async () => {
    const session = await open(exploding, bandData(60, 10), way);
    const { trainIndices } = bandData(60, 10);
    session.runSteps(trainIndices, 0, 3);
    const good = session.getState();
    const broken = brokenState(good);
    session.setState(broken);
    const error = failure(() => session.runSteps(trainIndices, 3, 4));
    expect(error.kind).toBe('diverged');
    expect(error.message).toContain('step 4');
    expect(error.hint).toContain('learning rate');
    expect(session.getState()).toEqual(broken);

    session.setState(good);
    const sums = session.runSteps(trainIndices, 3, 4);
    expect(Number.isFinite(sums.lossSum)).toBe(true);
    session.dispose();
  });

  test('is noticed when a learning rate is far too high', async () => {
    const session = await open({ ...exploding, learningRate: 10, batchSize: 2 }, bandData(60, 10), way);
    const { trainIndices } = bandData(60, 10);
    const error = failure(() => {
      for (let call = 0; call < 50; call++) session.runSteps(trainIndices, 0, 30);
    });
    expect(error.kind).toBe('diverged');
    const { weights, step } = session.getState();
    expect(step % 30).toBe(0);
    expect(weights.every(({ values }) => values.every(Number.isFinite))).toBe(true);
    session.dispose();
  });
});

describe('what does not fit is refused and changes nothing', () => {
  const data = bandData(60, 10);
  test.each(refusals)('%s', async (_what, call) => {
    const session = await open({ optimizer: { type: 'adam' } }, data);
    const before = session.getState();
    expect(failure(() => call(session)).kind).toBe('bad-input');
    expect(session.getState()).toEqual(before);
    session.dispose();
  });

  test('a plan that cannot be compiled, with the layer and the reason', async () => {
    await expect(
      open({
        layers: [
          { type: 'maxPool', poolSize: 8 },
          { type: 'conv2d', filters: 4, kernelSize: 5 },
        ],
      }),
    ).rejects.toThrow(/Layer 2 .*3×3/);
  });

  test('data that does not belong together', async () => {
    const wrong = [
      { ...data, train: { ...data.train, labels: data.train.labels.subarray(1) } },
      { ...data, trainIndices: Int32Array.of(70) },
      { ...data, validationIndices: Int32Array.of(-1) },
      { ...data, trainIndices: new Int32Array(0) },
      { ...data, train: { ...data.train, labels: data.train.labels.map(() => 10) } },
    ];
    for (const one of wrong) await expect(open({}, one)).rejects.toMatchObject({ kind: 'bad-input' });
  });
});

test('running out of memory names a batch size to try only where a batch is what did not fit', async () => {
  const loaded = await loadTensorflow();
  let failing: RegExp | null = null;
  const runSavedModel: TensorflowBinding['runSavedModel'] = (...call) => {
    if (!failing?.test(call[3])) return loaded.binding.runSavedModel(...call);
    throw new Error('Session fail to run with error: OOM when allocating tensor with shape[4096,26,26,1024]');
  };
  const binding = Object.create(loaded.binding, {
    runSavedModel: { value: runSavedModel },
  }) as TensorflowBinding;
  const data = bandData(60, 10);
  const engine = createGraphEngine({ ...loaded, binding }, { ways: ['scheduled'] });
  const session = await engine.open(planOf({ batchSize: 48 }), data);
  failing = /scheduled|judged|probabilities|value/;
  const told = (call: () => unknown) => {
    const { kind, message, hint } = failure(call);
    expect(kind).toBe('out-of-memory');
    return `${message} ${hint}`;
  };
  expect(told(() => session.predict(data.train.pictures.inMemory!))).toMatch(
    /judge 70 pictures .* smaller model/,
  );
  expect(told(() => [...session.validate()])).toMatch(/judge 10 pictures .* smaller model/);
  expect(told(() => session.getState())).toMatch(/for this model .* smaller model/);
  expect(told(() => session.runSteps(data.trainIndices, 0, 1))).toMatch(/batches of 48 .* batch size of 16/);
  session.dispose();
});

describe('nothing is left behind', () => {
  /** The addon, as one that says what it holds. */
  const counted = async () =>
    (await loadTensorflow()).binding as TensorflowBinding & {
      getNumOfTensors(): number;
      getNumOfSavedModels(): number;
    };

  test('by sessions that are opened and closed', async () => {
    const counts = await counted();
    const data = bandData(60, 10);
    const settings = { optimizer: { type: 'adam' } };
    const round = async (): Promise<void> => (await open(settings, data)).dispose();
    await round();
    const folders = (): number =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`wardrobe-graph-${process.pid}-`)).length;
    const tensors = counts.getNumOfTensors();
    const models = counts.getNumOfSavedModels();
    for (let count = 0; count < 20; count++) await round();
    expect(counts.getNumOfSavedModels()).toBe(models);
    expect(counts.getNumOfTensors()).toBe(tensors);
    expect(folders()).toBe(0);
  });

  test('by 1,000 calls that pass and more that fail', async () => {
    const counts = await counted();
    const session = await open(exploding);
    expectNothingLeft(session, () => counts.getNumOfTensors());
    session.dispose();
  });
});
