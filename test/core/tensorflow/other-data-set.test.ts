import { beforeAll, expect, test } from 'vitest';
import { pictureBytes, type ModelTask, type TrainingData } from '#core/domain/data-set';
import type { TrainingSession } from '#core/domain/engine';
import { inMemory } from '#core/domain/picture-source';
import { createClassifier } from '#core/inference/classifier';
import { presetsFor } from '#core/model/presets';
import { checkPlan } from '#core/model/shapes';
import type { TrainingPlan } from '#core/model/training-plan';
import { Random } from '#core/random/random';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { layersOnWasm } from '#core/tensorflow/layers-engine/layers-backend';
import { createLayersEngine } from '#core/tensorflow/layers-engine/layers-engine';
import { loadTensorflow, type LoadedTensorflow } from '#core/tensorflow/library/load-tensorflow';
import type { TrainingEngine } from '#core/tensorflow/session/training-engine';
import { ownDataSet } from '../../fixtures/drawn-sets';
import { planOf } from './graph-support';

/** In all that there is unlike Fashion-MNIST: not square, in colour, of other classes. */
const dataSet: ModelTask = { shape: { height: 12, width: 20, channels: 3 }, classes: ['a', 'b', 'c'] };
const bytes = pictureBytes(dataSet.shape);
const [trained, validated] = [48, 16];

const data = ((): TrainingData => {
  const random = new Random(5);
  const count = trained + validated;
  const indices = (first: number, length: number) => Int32Array.from({ length }, (_, index) => first + index);
  return {
    dataSet,
    train: {
      pictures: inMemory(
        Uint8Array.from({ length: count * bytes }, () => random.below(256)),
        bytes,
      ),
      labels: Uint16Array.from({ length: count }, () => random.below(dataSet.classes.length)),
    },
    trainIndices: indices(0, trained),
    validationIndices: indices(trained, validated),
  };
})();

const plan = (settings: Record<string, unknown> = {}): TrainingPlan =>
  planOf({
    layers: [{ type: 'flatten' }, { type: 'dense', units: dataSet.classes.length, activation: 'softmax' }],
    ...settings,
  });

let loaded: LoadedTensorflow;
let layers: TrainingEngine;
beforeAll(async () => {
  loaded = await loadTensorflow();
  layers = createLayersEngine(await layersOnWasm());
});

async function trainedBy(engine: TrainingEngine, what: TrainingPlan): Promise<number[][]> {
  const session: TrainingSession = await engine.open(what, data);
  try {
    session.runSteps(data.trainIndices, 0, 6);
    const validated = [...session.validate()].map(({ lossSum }) => lossSum);
    const answers = session.predict(data.train.pictures.inMemory!);
    const classifier = createClassifier(what, session.getState().weights, dataSet);
    const [first] = [classifier.classify(data.train.pictures.inMemory!.subarray(0, bytes))];
    expect(answers).toHaveLength(data.train.labels.length * dataSet.classes.length);
    first.forEach((value, index) => expect(value).toBeCloseTo(answers[index]!, 4));
    return [validated, [...answers], [...session.getState().weights[0]!.values]];
  } finally {
    session.dispose();
  }
}

const everyChange = { flip: true, shift: 3, rotate: 20, scale: 0.2, brightness: 0.1, gamma: 0.3, erase: 0.5 };

test.each([
  ['as they are', {}],
  ['flipped at test time, too', { testTimeFlip: true, augmentation: { flip: true } }],
  ['varied in every way', { augmentation: everyChange }],
])('every engine trains the same model on pictures %s', async (_, settings) => {
  const what = plan(settings);
  const expected = await trainedBy(layers, what);
  const found = await trainedBy(createGraphEngine(loaded, { ways: ['scheduled'] }), what);
  for (const [part, values] of expected.entries())
    values.forEach((value, index) => expect(found[part]![index]).toBeCloseTo(value, 3));
});

test('XLA varies the pictures as TensorFlow does', async () => {
  const what = plan({ augmentation: everyChange });
  const options = { compileFor: 'gpu', exact: true } as const;
  const [scheduled, compiled] = [
    await trainedBy(createGraphEngine(loaded, { ...options, ways: ['scheduled'] }), what),
    await trainedBy(createGraphEngine(loaded, { ...options, ways: ['compiled'] }), what),
  ];
  for (const [part, values] of scheduled.entries())
    values.forEach((value, index) => expect(compiled[part]![index]).toBeCloseTo(value, 3));
});

test('every preset fits it', () => {
  for (const { plan: fitted, measured } of presetsFor(
    ownDataSet(dataSet.shape, { train: [20, 21, 22] }, dataSet.classes),
  )) {
    expect(() => checkPlan(fitted, dataSet)).not.toThrow();
    expect(measured).toBeNull();
  }
});

test('what belongs to another shape or another number of classes is refused', async () => {
  const engine = createGraphEngine(loaded);
  const ten = planOf({});
  await expect(engine.open(ten, data)).rejects.toThrow(/does not give 3 probabilities/);
  const labels = data.train.labels.map((label) => label + 1);
  await expect(engine.open(plan(), { ...data, train: { ...data.train, labels } })).rejects.toThrow(
    /3 is not a class: labels go from 0 to 2/,
  );
  const session = await engine.open(plan(), data);
  expect(() => session.predict(new Uint8Array(784))).toThrow(/no whole number of 20×12 pictures/);
  session.dispose();
});
