import { expect, test } from 'vitest';
import { pictureBytes, type ModelTask, type TrainingData } from '#core/domain/data-set';
import { inMemory } from '#core/domain/picture-source';
import { evaluatePredictions } from '#core/evaluation/evaluate-predictions';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { layersOnWasm } from '#core/tensorflow/layers-engine/layers-backend';
import { createLayersEngine } from '#core/tensorflow/layers-engine/layers-engine';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import type { TrainingEngine } from '#core/tensorflow/session/training-engine';
import { planOf } from './graph-support';

// More than a byte can tell apart.
const classes = 300;
const dataSet: ModelTask = {
  shape: { height: 8, width: 8, channels: 3 },
  classes: Array.from({ length: classes }, (_, index) => `class ${index}`),
};
const bytes = pictureBytes(dataSet.shape);
const each = 2;

/** Each class has bright pixels of its own: those at which the bits of its number, and their opposites, are set. */
const data = ((): TrainingData => {
  const labels = Uint16Array.from({ length: classes * each }, (_, index) => index % classes);
  const pixels = Uint8Array.from({ length: labels.length * bytes }, (_, at) => {
    const [label, place] = [labels[Math.floor(at / bytes)]!, at % bytes];
    const bit = (label >> (place % 9)) & 1;
    return bit === Math.floor(place / 9) % 2 ? 255 : 0;
  });
  const all = Int32Array.from(labels.keys());
  return {
    dataSet,
    train: { pictures: inMemory(pixels, bytes), labels },
    trainIndices: all,
    validationIndices: all.subarray(0, classes),
  };
})();

const plan = planOf({
  layers: [{ type: 'flatten' }, { type: 'dense', units: classes, activation: 'softmax' }],
  optimizer: { type: 'adam' },
  learningRate: 0.05,
  batchSize: 100,
  classWeights: 'balanced',
});

async function accuracyOf(engine: TrainingEngine) {
  const session = await engine.open(plan, data);
  try {
    for (let epoch = 0; epoch < 12; epoch++) session.runSteps(data.trainIndices, 0, 6);
    const validated = [...session.validate()].reduce((sum, { correct }) => sum + correct, 0);
    const judged = session.predict(data.train.pictures.inMemory!);
    return { validated, evaluation: evaluatePredictions(judged, data.train.labels, classes) };
  } finally {
    session.dispose();
  }
}

test.each([
  ['graph, scheduled', async () => createGraphEngine(await loadTensorflow(), { ways: ['scheduled'] })],
  ['graph, compiled', async () => createGraphEngine(await loadTensorflow(), { ways: ['compiled'] })],
  ['layers', async () => createLayersEngine(await layersOnWasm())],
])('300 classes are told apart: %s', async (_, engine) => {
  const { validated, evaluation } = await accuracyOf(await engine());
  expect(validated).toBeGreaterThan(0.95 * classes);
  expect(evaluation.accuracy).toBeGreaterThan(0.95);
  // Those above 255, too.
  expect(evaluation.perClass.slice(256).every(({ recall }) => recall > 0)).toBe(true);
});
