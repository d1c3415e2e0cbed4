import { describe, expect, test, vi } from 'vitest';
import { createLayersEngine } from '#core/tensorflow/layers-engine/layers-engine';
import {
  layersOnPlainJs,
  layersOnWasm,
  type LayersBackend,
} from '#core/tensorflow/layers-engine/layers-backend';
import type { TrainingSession } from '#core/domain/engine';
import { brokenState, expectNothingLeft, exploding, failure, refusals } from './failing-calls';
import { bandData, planOf } from './graph-support';
import { backends, bits, failingAllocations, wasmOf } from './layers-support';

vi.setConfig({ testTimeout: 120_000 });

const data = bandData(60, 10);
const open = (backend: LayersBackend, settings: Record<string, unknown>): Promise<TrainingSession> =>
  createLayersEngine(backend).open(planOf(settings), data);

describe.each(backends)('on %s', (name, load) => {
  test('a loss that is not finite is told with its step, and the weights of before the call are back', async () => {
    const session = await open(await load(), exploding);
    session.runSteps(data.trainIndices, 0, 3);
    const good = session.getState();
    const broken = brokenState(good);
    session.setState(broken);
    const error = failure(() => session.runSteps(data.trainIndices, 3, 4));
    expect(error.kind).toBe('diverged');
    expect(error.message).toContain('step 4');
    expect(error.hint).toContain('learning rate');
    expect(bits(session.getState())).toEqual(bits(broken));

    session.setState(good);
    expect(Number.isFinite(session.runSteps(data.trainIndices, 3, 4).lossSum)).toBe(true);
    session.dispose();
  });

  test('a learning rate that is far too high leaves the last good weights', async () => {
    const session = await open(await load(), { ...exploding, learningRate: 10, batchSize: 2 });
    const error = failure(() => {
      for (let call = 0; call < 50; call++) session.runSteps(data.trainIndices, 0, 5);
    });
    expect(error.kind).toBe('diverged');
    const { weights, slots, step } = session.getState();
    expect(step % 5).toBe(0);
    expect([...weights, ...slots].every(({ values }) => values.every(Number.isFinite))).toBe(true);
    session.dispose();
  });

  test('weights that the last step of a call made infinite are not kept', async () => {
    const plan = { optimizer: { type: 'sgd', momentum: 0.9 }, learningRate: 10 };
    const session = await open(await load(), plan);
    const state = session.getState();
    // The loss of the next step is finite; what its velocity makes of the weights is not.
    const fast = structuredClone(state);
    fast.slots[0]!.values.fill(3.4e38);
    fast.weights[0]!.values.fill(1e38);
    session.setState(fast);
    const error = failure(() => session.runSteps(data.trainIndices, 0, 1));
    expect(error.kind).toBe('diverged');
    expect(bits(session.getState())).toEqual(bits(fast));
    session.dispose();
  });

  test.each(refusals)('%s: refused, and nothing is changed', async (_what, call) => {
    const session = await open(await load(), { optimizer: { type: 'adam' } });
    const before = bits(session.getState());
    expect(failure(() => call(session)).kind).toBe('bad-input');
    expect(bits(session.getState())).toEqual(before);
    session.dispose();
  });

  test.skipIf(name !== 'WASM')('nothing is left by calls that pass and calls that fail', async () => {
    const backend = await load();
    await backend.tf.setBackend(backend.name);
    const before = backend.tf.memory().numTensors;
    const session = await open(backend, exploding);
    expectNothingLeft(session, () => backend.tf.memory().numTensors);
    session.dispose();
    expect(backend.tf.memory().numTensors).toBe(before);
  });
});

test.each([
  [{ layers: [{ type: 'flatten' }, { type: 'conv2d', filters: 4, kernelSize: 3 }] }, /Layer 2 \(Conv2D/],
  [{ layers: [{ type: 'flatten' }] }, /Layer 1 \(Flatten\) is the last one/],
])(
  'a plan that makes no sense is refused with its layer before anything starts',
  async (settings, message) => {
    const backend = await layersOnWasm();
    const before = backend.tf.memory().numTensors;
    await expect(open(backend, settings)).rejects.toMatchObject({ kind: 'unsupported' });
    await expect(open(backend, settings)).rejects.toThrow(message);
    expect(backend.tf.memory().numTensors).toBe(before);
  },
);

describe('running out of memory names a batch size to try, and keeps the weights', () => {
  const expectOutOfMemory = (session: TrainingSession): void => {
    const error = failure(() => session.runSteps(data.trainIndices, 2, 2));
    expect(error.kind).toBe('out-of-memory');
    expect(error.message).toContain('batches of 8 pictures');
    expect(error.hint).toContain('batch size of 4');
  };

  test('on WASM, whichever allocation fails; nothing of the call is left', async () => {
    const backend = await layersOnWasm();
    const session = await open(backend, { optimizer: { type: 'adam' }, weightAveraging: 0.9 });
    session.runSteps(data.trainIndices, 0, 2);
    const tensors = backend.tf.memory().numTensors;
    const allocations = failingAllocations(backend);
    session.runSteps(data.trainIndices, 2, 2);
    const needed = allocations.count;
    expect(needed).toBeGreaterThan(20);
    session.setState({ ...session.getState(), step: 2 });
    const state = bits(session.getState());
    for (let failing = 1; failing <= needed; failing++) {
      allocations.failAt(failing);
      expectOutOfMemory(session);
      expect(bits(session.getState()), `allocation ${failing}`).toEqual(state);
      expect(backend.tf.memory().numTensors, `allocation ${failing}`).toBe(tensors);
    }
    allocations.restore();
    expect(session.runSteps(data.trainIndices, 2, 2).examples).toBe(16);
    session.dispose();
  });

  test('on WASM, when a state does not fit; nothing of it is left, and the one before stays', async () => {
    const backend = await layersOnWasm();
    const session = await open(backend, { optimizer: { type: 'adam' } });
    const held = (): number => backend.tf.backend().numDataIds();
    const before = { state: bits(session.getState()), held: held() };
    const other = { ...session.getState(), step: 7 };
    other.weights[0]!.values.fill(1);
    const allocations = failingAllocations(backend);
    // Two weights with two slots each.
    for (let failing = 1; failing <= 6; failing++) {
      allocations.failAt(failing);
      expect(failure(() => session.setState(other)).kind).toBe('out-of-memory');
      expect(bits(session.getState())).toEqual(before.state);
      allocations.failAt(failing);
      await expect(open(backend, { optimizer: { type: 'adam' } })).rejects.toMatchObject({
        kind: 'out-of-memory',
        message: expect.stringContaining('for this model') as string,
      });
      expect(held()).toBe(before.held);
    }
    allocations.restore();
    session.setState(other);
    expect(session.getState().step).toBe(7);
    session.dispose();
  });

  test('but not where it judges, which no batch size changes', async () => {
    const backend = await layersOnWasm();
    const session = await open(backend, {});
    const allocations = failingAllocations(backend);
    allocations.failAt(1);
    const judging = failure(() => session.predict(data.train.pictures.inMemory!));
    allocations.failAt(1);
    const validating = failure(() => [...session.validate()]);
    allocations.restore();
    expect(`${judging.kind}: ${judging.message}`).toMatch(/^out-of-memory: .* judge 70 pictures/);
    expect(validating.message).toMatch(/judge 10 pictures/);
    expect(validating.hint).toMatch(/smaller model/);
    session.dispose();
  });

  test('on WASM, when the allocator itself says so', async () => {
    const backend = await layersOnWasm();
    const huge = { layers: [{ type: 'flatten' }, { type: 'dense', units: 10, activation: 'softmax' }] };
    const session = await open(backend, huge);
    const wasm = wasmOf(backend);
    expect(() => wasm._malloc(2 ** 32 - 2 ** 20)).toThrow(/out of memory/);
    expect(session.runSteps(data.trainIndices, 0, 1).examples).toBe(8);
    session.dispose();
  });

  test('in plain JavaScript', async () => {
    const backend = await layersOnPlainJs();
    const session = await open(backend, { layers: exploding.layers });
    session.runSteps(data.trainIndices, 0, 2);
    const before = bits(session.getState());
    const kernel = backend.tf.getKernel('Add', 'cpu');
    const replace = (kernelFunc: typeof kernel.kernelFunc): void => {
      backend.tf.unregisterKernel('Add', 'cpu');
      backend.tf.registerKernel({ ...kernel, kernelFunc });
    };
    replace(() => {
      throw new RangeError('Array buffer allocation failed');
    });
    expectOutOfMemory(session);
    expect(bits(session.getState())).toEqual(before);
    replace(kernel.kernelFunc);
    expect(session.runSteps(data.trainIndices, 2, 2).examples).toBe(16);
    session.dispose();
  });
});
