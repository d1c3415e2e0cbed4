import { beforeAll, expect, test } from 'vitest';
import { pictureBytes, type ModelTask, type TrainingData } from '#core/domain/data-set';
import { inMemory } from '#core/domain/picture-source';
import { evaluatePredictions } from '#core/evaluation/evaluate-predictions';
import type { TrainingPlan } from '#core/model/training-plan';
import { Random, shuffledOrder } from '#core/random/random';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { layersOnPlainJs } from '#core/tensorflow/layers-engine/layers-backend';
import { createLayersEngine } from '#core/tensorflow/layers-engine/layers-engine';
import { loadTensorflow, type LoadedTensorflow } from '#core/tensorflow/library/load-tensorflow';
import type { TrainingEngine } from '#core/tensorflow/session/training-engine';
import { planOf } from './graph-support';

const dataSet: ModelTask = { shape: { height: 8, width: 8, channels: 1 }, classes: ['many', 'some', 'few'] };
const bytes = pictureBytes(dataSet.shape);
const [trained, validated] = [320, 300];

/** A band of three rows tells the classes apart under much noise. One in 40 training pictures is of the last class, of those for validation every third. */
const data = ((): TrainingData => {
  const random = new Random(9);
  const count = trained + validated;
  const labels = Uint16Array.from({ length: count }, (_, index) => {
    if (index >= trained) return index % 3;
    return index % 40 === 0 ? 2 : index % 10 === 1 ? 1 : 0;
  });
  const pixels = Uint8Array.from({ length: count * bytes }, (_, at) => {
    const isBand = Math.floor((at % bytes) / 24) === labels[Math.floor(at / bytes)];
    return random.below(180) + (isBand ? 40 : 0);
  });
  return {
    dataSet,
    train: { pictures: inMemory(pixels, bytes), labels },
    trainIndices: Int32Array.from({ length: trained }, (_, index) => index),
    validationIndices: Int32Array.from({ length: validated }, (_, index) => trained + index),
  };
})();

const plan = (settings: Record<string, unknown>): TrainingPlan =>
  planOf({
    layers: [{ type: 'flatten' }, { type: 'dense', units: 3, activation: 'softmax' }],
    optimizer: { type: 'adam' },
    learningRate: 0.02,
    batchSize: 32,
    epochs: 6,
    classWeights: 'balanced',
    ...settings,
  });

let loaded: LoadedTensorflow;
let layers: TrainingEngine;
beforeAll(async () => {
  loaded = await loadTensorflow();
  layers = createLayersEngine(await layersOnPlainJs());
});

async function trainedBy(engine: TrainingEngine, what: TrainingPlan) {
  const session = await engine.open(what, data);
  try {
    const steps = trained / what.batchSize;
    const losses = Array.from({ length: what.epochs }, (_, epoch) => {
      const { lossSum } = session.runSteps(shuffledOrder(data.trainIndices, 1, epoch), 0, steps);
      return lossSum / trained;
    });
    const validation = [...session.validate()].reduce((sum, { lossSum }) => sum + lossSum, 0);
    const judged = session.predict(data.train.pictures.read(data.validationIndices));
    const evaluation = evaluatePredictions(judged, data.train.labels.subarray(trained), 3);
    return { losses, validation, kernel: [...session.getState().weights[0]!.values], evaluation };
  } finally {
    session.dispose();
  }
}

test.each([
  ['as it is', {}],
  ['with smoothed labels and clipped gradients', { labelSmoothing: 0.1, clipNorm: 0.1 }],
])('all engines weigh classes alike: %s', async (_, settings) => {
  const what = plan({ epochs: 2, ...settings });
  const expected = await trainedBy(layers, what);
  for (const options of [
    { ways: ['scheduled'] },
    { ways: ['compiled'] },
    // From basic operations, as on a GPU that gives the same bits each time.
    { ways: ['scheduled'], compileFor: 'gpu', exact: true },
  ] as const) {
    const found = await trainedBy(createGraphEngine(loaded, options), what);
    found.losses.forEach((loss, epoch) => expect(loss).toBeCloseTo(expected.losses[epoch]!, 4));
    expect(found.validation / validated).toBeCloseTo(expected.validation / validated, 4);
    found.kernel.forEach((value, at) => expect(value).toBeCloseTo(expected.kernel[at]!, 4));
  }
});

test('the first loss that is told is the weighted one, and the validation loss is not', async () => {
  // A rate so small that nothing is learnt: what is told is the loss of the initial weights.
  const still = { learningRate: 1e-6, epochs: 1, batchSize: 320, optimizer: { type: 'sgd' } };
  const engine = createGraphEngine(loaded, { ways: ['scheduled'] });
  const weighed = await trainedBy(engine, plan(still));
  const plain = await trainedBy(engine, plan({ ...still, classWeights: 'none' }));
  expect(weighed.validation).toBeCloseTo(plain.validation, 2);
  const session = await engine.open(plan(still), data);
  const probabilities = session.predict(data.train.pictures.read(data.trainIndices));
  session.dispose();
  const labels = data.train.labels.subarray(0, trained);
  const perClass = [0, 1, 2].map((label) => {
    const found = [...labels.keys()].filter((index) => labels[index] === label);
    return found.reduce((sum, index) => sum - Math.log(probabilities[index * 3 + label]!), 0) / found.length;
  });
  expect(weighed.losses[0]).toBeCloseTo(perClass.reduce((sum, loss) => sum + loss, 0) / 3, 4);
  expect(Math.abs(weighed.losses[0]! - plain.losses[0]!)).toBeGreaterThan(0.01);
});

test('an unequal set gets a better balanced accuracy', async () => {
  const engine = createGraphEngine(loaded, { ways: ['scheduled'] });
  const plain = await trainedBy(engine, plan({ classWeights: 'none' }));
  const weighed = await trainedBy(engine, plan({}));
  expect(plain.evaluation.perClass[2]!.recall).toBeLessThan(0.3);
  expect(weighed.evaluation.balancedAccuracy).toBeGreaterThan(plain.evaluation.balancedAccuracy + 0.1);
});
