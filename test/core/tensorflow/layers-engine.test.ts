import { afterEach, describe, expect, test, vi } from 'vitest';
import { shuffledOrder } from '#core/random/random';
import { createLayersEngine } from '#core/tensorflow/layers-engine/layers-engine';
import type { LayersBackend } from '#core/tensorflow/layers-engine/layers-backend';
import type { TrainingData } from '#core/domain/data-set';
import type { TrainingSession } from '#core/domain/engine';
import type { TrainingPlan } from '#core/model/training-plan';
import { sumOf } from '#core/training/step-sums';
import { bandData, countCorrect, planOf, trainEpoch } from './graph-support';
import { backends, bits, restless } from './layers-support';

vi.setConfig({ testTimeout: 120_000 });

const opened: TrainingSession[] = [];
afterEach(() => opened.splice(0).forEach((session) => session.dispose()));

async function open(
  backend: LayersBackend,
  plan: TrainingPlan,
  data: TrainingData,
): Promise<TrainingSession> {
  const session = await createLayersEngine(backend).open(plan, data);
  opened.push(session);
  return session;
}

describe.each(backends)('on %s', (name, load) => {
  test('the same plan gives the same weights again, however it is cut into calls and wherever it is resumed', async () => {
    const backend = await load();
    const plan = planOf(restless);
    const data = bandData(60, 10);
    const orders = [1, 2].map((epoch) => shuffledOrder(data.trainIndices, plan.seed, epoch));
    const whole = await open(backend, plan, data);
    const cut = await open(backend, plan, data);
    const initial = cut.getState();
    expect(bits(initial)).toEqual(bits(whole.getState()));

    const sums = whole.runSteps(orders[0]!, 0, 8);
    const parts = [0, 1, 2, 3, 4, 5, 6, 7].map((step) => cut.runSteps(orders[0]!, step, 1));
    expect(bits(cut.getState())).toEqual(bits(whole.getState()));
    expect(parts.reduce((sum, part) => sum + part.examples, 0)).toBe(sums.examples);
    expect(parts.reduce((sum, part) => sum + part.correct, 0)).toBe(sums.correct);
    expect(parts.reduce((sum, part) => sum + part.lossSum, 0)).toBeCloseTo(sums.lossSum, 9);

    whole.runSteps(orders[1]!, 0, 8);
    const expected = bits(whole.getState());
    const walk = (session: TrainingSession, from: number, to: number): void => {
      for (let step = from; step < to; step++) session.runSteps(orders[Math.floor(step / 8)]!, step % 8, 1);
    };
    for (const stop of name === 'plain JavaScript' ? [5] : [1, 3, 8, 13]) {
      cut.setState(initial);
      walk(cut, 0, stop);
      const saved = structuredClone(cut.getState());
      cut.runSteps(orders[0]!, 0, 4);
      const resumed = await open(backend, plan, data);
      resumed.setState(saved);
      walk(resumed, stop, 16);
      expect(bits(resumed.getState()), `stopped at ${stop}`).toEqual(expected);
    }
  });

  test('a state that was read or set stays as it is while training goes on', async () => {
    const data = bandData(40, 4);
    const session = await open(await load(), planOf({ optimizer: { type: 'adam' } }), data);
    const read = session.getState();
    const kept = bits(read);
    session.runSteps(data.trainIndices, 0, 2);
    expect(bits(read)).toEqual(kept);
    session.setState(read);
    session.runSteps(data.trainIndices, 0, 2);
    expect(bits(read)).toEqual(kept);
  });

  test.skipIf(name === 'plain JavaScript')(
    'a small convolutional model learns, and is judged and asked with its averaged weights',
    async () => {
      const data = bandData(200, 50);
      const plan = planOf({
        layers: [
          { type: 'conv2d', filters: 4, kernelSize: 3, strides: 2, activation: 'relu' },
          { type: 'residual', layers: [{ type: 'depthwiseConv2d', kernelSize: 3, padding: 'same' }] },
          { type: 'batchNorm', momentum: 0.8 },
          { type: 'activation', activation: 'gelu' },
          { type: 'avgPool', poolSize: 2 },
          { type: 'flatten' },
          { type: 'dense', units: 10, activation: 'softmax' },
        ],
        optimizer: { type: 'adam' },
        learningRate: 0.01,
        weightAveraging: 0.8,
        batchSize: 16,
      });
      const session = await open(await load(), plan, data);
      const losses = [1, 2, 3, 4].map(
        (epoch) => trainEpoch(session, plan, shuffledOrder(data.trainIndices, 1, epoch)).lossSum,
      );
      expect(losses[3]).toBeLessThan(losses[0]! / 4);
      const { examples, lossSum, correct } = sumOf(session.validate());
      expect(examples).toBe(50);
      expect(correct).toBeGreaterThan(45);
      const probabilities = session.predict(data.train.pictures.inMemory!.subarray(200 * 784));
      const labels = data.train.labels.subarray(200);
      expect(countCorrect(probabilities, labels)).toBe(correct);
      let sum = 0;
      labels.forEach((label, row) => (sum -= Math.log(probabilities[row * 10 + label]!)));
      expect(lossSum).toBeCloseTo(sum, 3);
    },
  );

  test('predict takes any number of pictures, also none; validation without pictures is nothing', async () => {
    const data = { ...bandData(30, 5), validationIndices: new Int32Array(0) };
    const session = await open(await load(), planOf({}), data);
    expect(sumOf(session.validate())).toEqual({ examples: 0, lossSum: 0, correct: 0 });
    expect(session.predict(new Uint8Array(0))).toEqual(new Float32Array(0));
    const many = new Uint8Array(601 * 784).map((_, place) => (place * 7919) % 251);
    const all = session.predict(many);
    expect(all.length).toBe(6010);
    const alone = session.predict(many.subarray(600 * 784));
    alone.forEach((value, place) => expect(value).toBeCloseTo(all[6000 + place]!, 6));
  });

  test('a call is short enough to stop within a tenth of a second', async () => {
    const data = bandData(60, 10);
    const session = await open(await load(), planOf({}), data);
    expect(session.chunkSteps).toBe(1);
    // A machine that stands still for a moment makes it begin with one step again.
    for (let call = 0; call < 100 && session.chunkSteps === 1; call++)
      session.runSteps(data.trainIndices, 0, 7);
    expect(session.chunkSteps).toBeGreaterThan(1);
    expect(session.engine).toMatchObject({ id: 'layers', device: 'CPU' });
    expect(session.engine.library, name).toContain('tfjs');
  });
});
