import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { PictureFile } from '#core/data/library/file-pictures';
import type { TrainingData } from '#core/domain/data-set';
import type { EngineState, StepSums, TrainingSession } from '#core/domain/engine';
import type { TrainingPlan } from '#core/model/training-plan';
import { Random, shuffledOrder } from '#core/random/random';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { layersOnPlainJs } from '#core/tensorflow/layers-engine/layers-backend';
import { createLayersEngine } from '#core/tensorflow/layers-engine/layers-engine';
import { loadTensorflow, type LoadedTensorflow } from '#core/tensorflow/library/load-tensorflow';
import { imageBytes } from '../../fixtures/fashion-mnist';
import { bandData, planOf } from './graph-support';

const [batch, trained, validated] = [8, 140, 30];
/** Three batches and a bit: 140 pictures make five whole chunks and one of two and a half batches. */
const chunkBytes = (3 * batch + 1) * imageBytes;
const batches = Math.ceil(trained / batch);

const whole = bandData(trained, validated);
let chunked: TrainingData;
let loaded: LoadedTensorflow;
beforeAll(async () => {
  loaded = await loadTensorflow();
  const folder = await mkdtemp(join(tmpdir(), 'wardrobe-test-'));
  const path = join(folder, 'pictures.bin');
  await writeFile(path, whole.train.pictures.inMemory!);
  const rows = Int32Array.from({ length: trained + validated }, (_, row) => row);
  const pictures = new PictureFile(path, imageBytes).pictures(rows);
  // It stays open.
  await rm(folder, { recursive: true });
  chunked = { ...whole, train: { ...whole.train, pictures } };
});

interface Outcome {
  losses: StepSums[];
  state: EngineState;
}

/** Two epochs, validated after each; in calls of whatever length, and in a new session from `stopAt` steps on. */
async function trainIn(
  open: () => Promise<TrainingSession>,
  plan: TrainingPlan,
  { lengths, stopAt }: { lengths: () => number; stopAt: number | null },
): Promise<Outcome> {
  let session = await open();
  const losses: StepSums[] = [];
  for (let epoch = 1; epoch <= plan.epochs; epoch++) {
    const order = shuffledOrder(whole.trainIndices, plan.seed, epoch);
    for (let first = 0; first < batches;) {
      const done = (epoch - 1) * batches + first;
      if (done === stopAt) {
        const state = session.getState();
        session.dispose();
        session = await open();
        session.setState(state);
      }
      const until = stopAt !== null && done < stopAt ? stopAt - done : Infinity;
      const count = Math.min(lengths(), batches - first, until);
      session.runSteps(order, first, count);
      first += count;
    }
    losses.push(...session.validate());
  }
  const state = session.getState();
  session.dispose();
  return { losses, state };
}

const dense = {
  layers: [
    { type: 'flatten' },
    { type: 'dense', units: 12, activation: 'relu' },
    { type: 'dropout', rate: 0.2 },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
  optimizer: { type: 'adam' },
  labelSmoothing: 0.1,
};
const convolutional = {
  layers: [
    { type: 'conv2d', filters: 3, kernelSize: 5, strides: 4 },
    { type: 'batchNorm' },
    { type: 'flatten' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
  optimizer: { type: 'adam' },
  augmentation: { flip: true, shift: 2 },
  weightAveraging: 0.9,
};

test.each([
  ['scheduled', dense, 'scheduled'],
  ['scheduled, with convolutions', convolutional, 'scheduled'],
  ['compiled by XLA', dense, 'compiled'],
] as const)('trains by chunks to the same bits as at once: %s', async (_, settings, way) => {
  const plan = planOf({ ...settings, batchSize: batch });
  const engine = createGraphEngine(loaded, { ways: [way], chunkBytes });
  const atOnce = await trainIn(() => engine.open(plan, whole), plan, {
    lengths: () => batches,
    stopAt: null,
  });
  const random = new Random(3);
  const all = () => batches;
  const some = () => 1 + random.below(8);
  for (const [lengths, stopAt] of [
    [all, null],
    [some, 4],
    [some, batches + 7],
  ] as const)
    expect(await trainIn(() => engine.open(plan, chunked), plan, { lengths, stopAt })).toEqual(atOnce);
});

test('the layers engine reads each batch', async () => {
  const plan = planOf({ ...dense, batchSize: batch });
  const engine = createLayersEngine(await layersOnPlainJs());
  const run = (data: TrainingData) =>
    trainIn(() => engine.open(plan, data), plan, { lengths: () => 5, stopAt: 7 });
  expect(await run(chunked)).toEqual(await run(whole));
});

test('a batch larger than a chunk is one', async () => {
  const plan = planOf({ ...dense, batchSize: batch });
  const small = createGraphEngine(loaded, { ways: ['scheduled'], chunkBytes: 1 });
  const all = { lengths: () => batches, stopAt: null };
  expect(await trainIn(() => small.open(plan, chunked), plan, all)).toEqual(
    await trainIn(() => small.open(plan, whole), plan, all),
  );
});

test('a failure to read leaves the weights as they were, and can be tried again', async () => {
  const plan = planOf({ ...dense, batchSize: batch });
  const engine = createGraphEngine(loaded, { ways: ['scheduled'], chunkBytes });
  let isBroken = false;
  const { pictures } = chunked.train;
  const read: typeof pictures.read = (indices, into) => {
    if (isBroken) throw new Error('no disk');
    return pictures.read(indices, into);
  };
  const session = await engine.open(plan, {
    ...chunked,
    train: { ...chunked.train, pictures: { ...pictures, read } },
  });
  const before = session.getState();
  isBroken = true;
  expect(() => session.runSteps(chunked.trainIndices, 0, 5)).toThrow('no disk');
  expect(session.getState()).toEqual(before);
  isBroken = false;
  const sums = session.runSteps(chunked.trainIndices, 0, 5);
  session.dispose();
  const other = await engine.open(plan, whole);
  expect(other.runSteps(whole.trainIndices, 0, 5)).toEqual(sums);
  other.dispose();
});
