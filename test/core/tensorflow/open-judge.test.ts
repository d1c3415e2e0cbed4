import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LabelledPictures } from '#core/domain/data-set';
import type { NamedTensor } from '#core/domain/named-tensor';
import { compileJudge } from '#core/graph/program/judge-program';
import { unpackTensors } from '#core/inference/unpack-tensors';
import type { TrainingPlan } from '#core/model/training-plan';
import { RunStore } from '#core/runs/store/run-store';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { layersOnWasm } from '#core/tensorflow/layers-engine/layers-backend';
import { createLayersEngine } from '#core/tensorflow/layers-engine/layers-engine';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import type { TrainingEngine } from '#core/tensorflow/session/training-engine';
import { fashionMnist, imageBytes } from '../../fixtures/fashion-mnist';
import { realDataset } from '../../fixtures/real-dataset';
import { runList } from '../../fixtures/runs-format-2/run-list';
import { bandPictures } from './graph-support';

const store = new RunStore(join(import.meta.dirname, '../../fixtures/runs-format-2/runs'));

async function storedModel(id: string): Promise<{ plan: TrainingPlan; weights: NamedTensor[] }> {
  const { plan, tensors, weights } = await store.model(id);
  return { plan, weights: unpackTensors(tensors, weights) };
}

/** What a training session with these weights answers. */
async function answersInTraining(
  engine: TrainingEngine,
  { plan, weights }: { plan: TrainingPlan; weights: NamedTensor[] },
  pixels: Uint8Array,
): Promise<Float32Array> {
  const train: LabelledPictures = bandPictures(plan.batchSize);
  const trainIndices = Int32Array.from(train.labels, (_, index) => index);
  const session = await engine.open(plan, {
    dataSet: fashionMnist,
    train,
    trainIndices,
    validationIndices: Int32Array.of(0),
  });
  try {
    session.setState({ ...session.getState(), weights });
    return session.predict(pixels);
  } finally {
    session.dispose();
  }
}

const engines = [
  {
    name: 'graph',
    // More than are judged in one call.
    pictures: 1050,
    load: async () => createGraphEngine(await loadTensorflow(), { ways: ['scheduled'] }),
  },
  { name: 'layers', pictures: 260, load: async () => createLayersEngine(await layersOnWasm()) },
];

describe.each(engines)('the $name engine', ({ load, pictures }) => {
  test.each(runList.map(({ id }) => id))(
    'judges with the weights of the stored run "%s" as a training session does, to the last bit',
    async (id) => {
      const [engine, model] = [await load(), await storedModel(id)];
      const pixels = (await realDataset()).test.pictures.inMemory!.subarray(0, pictures * imageBytes);
      const judge = await engine.openJudge(model.plan, model.weights, fashionMnist);
      const answers = judge.predict(pixels);
      judge.dispose();
      expect(answers).toHaveLength(pictures * 10);
      expect(answers).toEqual(await answersInTraining(engine, model, pixels));
    },
  );

  test("refuses another plan's weights, layers that do not fit together and half a picture", async () => {
    const [engine, model, other] = [
      await load(),
      await storedModel('completed'),
      await storedModel('stopped'),
    ];
    await expect(engine.openJudge(model.plan, other.weights, fashionMnist)).rejects.toMatchObject({
      kind: 'bad-input',
    });
    await expect(engine.openJudge(model.plan, model.weights.slice(1), fashionMnist)).rejects.toMatchObject({
      kind: 'bad-input',
    });
    const unfit = { ...model.plan, layers: model.plan.layers.slice(1) };
    await expect(engine.openJudge(unfit, model.weights, fashionMnist)).rejects.toMatchObject({
      kind: 'unsupported',
    });
    const judge = await engine.openJudge(model.plan, model.weights, fashionMnist);
    expect(() => judge.predict(new Uint8Array(imageBytes / 2))).toThrow('no whole number');
    judge.dispose();
  });
});

test('a graph that judges holds the weights and no training', async () => {
  const { plan, weights } = await storedModel('stopped');
  const { graph } = compileJudge(plan, fashionMnist);
  expect(graph.functions).toEqual([]);
  const variables = graph.nodes.filter(({ op }) => op === 'VarHandleOp');
  expect(variables.map(({ name }) => name)).toEqual(weights.map(({ name }) => `state/${name}`));
});

test('nothing is left in tfjs of a judge that is gone, nor of one that was refused', async () => {
  const { tf, ...backend } = await layersOnWasm();
  const engine = createLayersEngine({ tf, ...backend });
  const { plan, weights } = await storedModel('completed');
  const before = tf.memory().numTensors;
  await expect(engine.openJudge(plan, [], fashionMnist)).rejects.toMatchObject({ kind: 'bad-input' });
  const judge = await engine.openJudge(plan, weights, fashionMnist);
  expect(tf.memory().numTensors).toBe(before + weights.length);
  judge.predict(new Uint8Array(imageBytes));
  judge.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
