import { expect, test } from 'vitest';
import { createClassifier } from '#core/inference/classifier';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { createLayersEngine } from '#core/tensorflow/layers-engine/layers-engine';
import { layersOnWasm } from '#core/tensorflow/layers-engine/layers-backend';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import type { TrainingData } from '#core/domain/data-set';
import type { TrainingEngine } from '#core/tensorflow/session/training-engine';
import type { TrainingSession } from '#core/domain/engine';
import { sumOf } from '#core/training/step-sums';
import { realDataset } from '../../fixtures/real-dataset';
import { planOf } from './graph-support';
import { largestDifference } from './layers-support';
import { fashionMnist, imageBytes, imageSide } from '../../fixtures/fashion-mnist';

const count = 24;
const plan = planOf({
  testTimeFlip: true,
  layers: [
    { type: 'conv2d', filters: 4, kernelSize: 3, activation: 'relu' },
    { type: 'maxPool', poolSize: 2 },
    { type: 'flatten' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
});

function mirrored(pixels: Uint8Array): Uint8Array {
  return pixels.map((_, at) => pixels[at - (at % imageSide) + imageSide - 1 - (at % imageSide)]!);
}

async function open(engine: TrainingEngine): Promise<TrainingSession> {
  const dataset = await realDataset();
  const indices = Int32Array.from({ length: count }, (_, index) => index);
  const data: TrainingData = { ...dataset, trainIndices: indices, validationIndices: indices };
  return engine.open(plan, data);
}

const someTest = async (): Promise<Uint8Array> =>
  (await realDataset()).test.pictures.inMemory!.subarray(0, count * imageBytes);

test('a picture and its mirror image are judged alike, which they are not without it', async () => {
  const pixels = await someTest();
  const graph = await open(createGraphEngine(await loadTensorflow(), { ways: ['scheduled'] }));
  const plain = createClassifier({ ...plan, testTimeFlip: false }, graph.getState().weights, fashionMnist);
  expect(largestDifference(graph.predict(pixels), graph.predict(mirrored(pixels)))).toBeLessThan(1e-6);
  const picture = pixels.subarray(0, imageBytes);
  expect(largestDifference(plain.classify(picture), plain.classify(mirrored(picture)))).toBeGreaterThan(1e-3);
  graph.dispose();
});

test('both engines and the plain forward pass agree about it', async () => {
  const pixels = await someTest();
  const graph = await open(createGraphEngine(await loadTensorflow(), { ways: ['scheduled'] }));
  const { weights } = graph.getState();
  const expected = graph.predict(pixels);
  const classifier = createClassifier(plan, weights, fashionMnist);
  for (let index = 0; index < count; index++) {
    const own = classifier.classify(pixels.subarray(index * imageBytes, (index + 1) * imageBytes));
    expect(largestDifference(own, expected.subarray(index * 10, (index + 1) * 10))).toBeLessThan(1e-5);
  }
  const layers = await open(createLayersEngine(await layersOnWasm()));
  expect(largestDifference(layers.predict(pixels), expected)).toBeLessThan(1e-5);
  expect(sumOf(layers.validate()).lossSum).toBeCloseTo(sumOf(graph.validate()).lossSum, 3);
  for (const session of [graph, layers]) session.dispose();
});
