import { beforeAll, describe, expect, test } from 'vitest';
import { engineWithFaults } from '../../fakes/engine-fault';
import { realDatasetFolder } from '../../fixtures/real-dataset';
import { readDataset } from '#core/data/fashion-mnist/read-dataset';
import { Random } from '#core/random/random';
import { trainingPlanSchema, type TrainingPlan } from '#core/model/training-plan';
import { decodeCheckpoint, encodeCheckpoint } from '#core/runs/format/checkpoint-file';
import { chooseEngine } from '#core/tensorflow/choose-engine';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import type { CurvePoint } from '#core/domain/training-progress';
import type { EngineState, TrainingSession } from '#core/domain/engine';
import type { TrainingData } from '#core/domain/data-set';
import { joinObservers } from '#core/training/join-observers';
import { firstLoopState } from '#core/domain/loop-state';
import { Stopwatch } from '#core/training/stopwatch';
import { trainEpochs } from '#core/training/train-epochs';
import { TrainingControl } from '#core/training/training-control';

// Operations as small as these are not worth sharing out; TensorFlow reads it when it loads.
process.env.TF_NUM_INTRAOP_THREADS ??= '1';
process.env.TF_NUM_INTEROP_THREADS ??= '1';

const common = {
  preset: 'test',
  learningRate: 0.01,
  epochs: 2,
  batchSize: 16,
  seed: 11,
  validationFraction: 0.1,
  labelSmoothing: 0.1,
  clipNorm: 1,
  earlyStopping: { patience: 9 },
};
const output = [
  { type: 'flatten' },
  { type: 'dropout', rate: 0.3 },
  { type: 'dense', units: 10, activation: 'softmax' },
];
const convolutional = trainingPlanSchema.parse({
  ...common,
  layers: [
    { type: 'conv2d', filters: 3, kernelSize: 5, strides: 4 },
    { type: 'batchNorm', momentum: 0.8 },
    { type: 'activation', activation: 'relu' },
    ...output,
  ],
  optimizer: { type: 'adam' },
  schedule: { type: 'oneCycle' },
  weightAveraging: 0.9,
  augmentation: { flip: true, shift: 2, rotate: 10, brightness: 0.1, erase: 0.3 },
});
const dense = trainingPlanSchema.parse({
  ...common,
  layers: [{ type: 'flatten' }, { type: 'dense', units: 12, activation: 'relu' }, ...output.slice(1)],
  optimizer: { type: 'adamw' },
  schedule: { type: 'cosine', warmup: 0.2 },
});

let data: TrainingData;
/** [50 × 784] */
let asked: Uint8Array;
beforeAll(async () => {
  const dataset = await readDataset(realDatasetFolder());
  const indices = (first: number, count: number) => Int32Array.from({ length: count }, (_, i) => first + i);
  // Ten batches an epoch, the last one smaller.
  asked = dataset.test.pictures.inMemory!.subarray(0, 50 * 784);
  data = { ...dataset, trainIndices: indices(0, 150), validationIndices: indices(150, 40) };
});

/** Trains from the start, but stops after each of `stops` steps, and goes on from what a file would hold. */
async function trainWithStops(
  session: TrainingSession,
  plan: TrainingPlan,
  initial: EngineState,
  stops: readonly number[],
): Promise<{ bytes: Buffer; points: CurvePoint[] }> {
  const points: CurvePoint[] = [];
  const observer = joinObservers([{ points: (more) => points.push(...more) }]);
  session.setState(initial);
  let from = firstLoopState;
  let bytes = Buffer.of();
  for (const stop of [...stops, null]) {
    const { state } = await trainEpochs({
      session,
      plan,
      trainIndices: data.trainIndices,
      control: new TrainingControl({ stopAfterSteps: stop }),
      observer,
      stopwatch: new Stopwatch(),
      from,
    });
    const timings = { compileSeconds: 0, epochSeconds: [], picturesPerSecond: null, evaluationSeconds: null };
    const loop = { ...state, epochSeconds: 0 };
    bytes = Buffer.from(encodeCheckpoint({ plan, seconds: 0, timings, loop, engine: session.getState() }));
    if (stop === null) break;
    session.setState(initial);
    const kept = decodeCheckpoint(bytes, 'checkpoint');
    session.setState(kept.engine);
    from = kept.loop;
  }
  return { bytes, points };
}

/** The graph engine with its loop compiled by XLA. */
async function compiledGraph() {
  return { engine: createGraphEngine(await loadTensorflow(), { ways: ['compiled'] }) };
}

/** The same session with chunks of another length each time, as the speed of the machine decides it else. */
function withRandomChunks(session: TrainingSession, random: Random): TrainingSession {
  return {
    engine: session.engine,
    compileSeconds: session.compileSeconds,
    get chunkSteps() {
      return 1 + random.below(6);
    },
    runSteps: (order, first, count) => session.runSteps(order, first, count),
    validate: () => session.validate(),
    predict: (pixels) => session.predict(pixels),
    getState: () => session.getState(),
    setState: (state) => session.setState(state),
    dispose: () => session.dispose(),
  };
}

describe.each([
  ['graph engine', convolutional, () => engineWithFaults()],
  ['graph engine, compiled by XLA', dense, () => compiledGraph()],
  ['layers engine, with pictures', convolutional, () => chooseEngine({ engine: 'layers', device: 'auto' })],
  ['layers engine, dense', dense, () => chooseEngine({ engine: 'layers', device: 'auto' })],
] as const)('on the %s', (_name, plan, choose) => {
  test('a run that is stopped and goes on, time and again, is the uninterrupted one to the last bit', async () => {
    const { engine } = await choose();
    const opened = await engine.open(plan, data);
    const random = new Random(7);
    const session = withRandomChunks(opened, random);
    const initial = opened.getState();
    const whole = await trainWithStops(session, plan, initial, []);
    const answers = session.predict(asked);
    expect(opened.getState().step).toBe(20);
    expect(whole.points).toHaveLength(22);
    // 200 stops in all, five in each run.
    for (let run = 0; run < 40; run++) {
      const stops = Array.from({ length: 5 }, () => 1 + random.below(19)).sort((a, b) => a - b);
      const resumed = await trainWithStops(session, plan, initial, stops);
      expect(resumed.points, `stopped after steps ${stops.join()}`).toEqual(whole.points);
      expect(resumed.bytes.equals(whole.bytes), `stopped after steps ${stops.join()}`).toBe(true);
    }
    expect(session.predict(asked)).toEqual(answers);
    opened.dispose();
  }, 600_000);
});
