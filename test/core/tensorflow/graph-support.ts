import { splitTraining } from '#core/data/split';
import type { TrainingData } from '#core/domain/data-set';
import { inMemory } from '#core/domain/picture-source';
import type { StepSums, TrainingSession } from '#core/domain/engine';
import { trainingPlanSchema, type TrainingPlan } from '#core/model/training-plan';
import { Random } from '#core/random/random';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import { threadSettings } from '#core/tensorflow/library/thread-settings';
import { realDataset } from '../../fixtures/real-dataset';
import { classNames, fashionMnist, imageBytes } from '../../fixtures/fashion-mnist';

/** A plan with the given layers and settings, else small defaults. */
export function planOf(settings: Record<string, unknown>): TrainingPlan {
  return trainingPlanSchema.parse({
    preset: 'test',
    layers: [{ type: 'flatten' }, { type: 'dense', units: 10, activation: 'softmax' }],
    optimizer: { type: 'sgd' },
    learningRate: 0.1,
    epochs: 2,
    batchSize: 8,
    seed: 7,
    validationFraction: 0.1,
    ...settings,
  });
}

/** Made-up pictures, each class a bright band at a height of its own under noise, so that a model can learn them. */
export function bandPictures(count: number, seed = 1): TrainingData['train'] {
  const random = new Random(seed);
  const labels = Uint16Array.from({ length: count }, () => random.below(classNames.length));
  const pixels = Uint8Array.from({ length: count * imageBytes }, (_, place) => {
    const row = Math.floor((place % imageBytes) / 28);
    const label = labels[Math.floor(place / imageBytes)]!;
    return random.below(60) + (Math.floor(row / 2.8) === label ? 180 : 0);
  });
  return { pictures: inMemory(pixels, imageBytes), labels };
}

/** `train` pictures to train on, followed by `validation` ones. */
export function bandData(train: number, validation: number): TrainingData {
  const pictures = bandPictures(train + validation);
  return {
    dataSet: fashionMnist,
    train: pictures,
    trainIndices: Int32Array.from({ length: train }, (_, index) => index),
    validationIndices: Int32Array.from({ length: validation }, (_, index) => train + index),
  };
}

/** A session on the real data set with the threads that the app sets, and the pictures it trains on. */
export async function openOnRealData(
  plan: TrainingPlan,
): Promise<{ session: TrainingSession; trainIndices: Int32Array }> {
  Object.assign(process.env, threadSettings({ engine: 'graph', device: 'cpu' }));
  const data = await realDataset();
  const { train: trainIndices, validation } = splitTraining(data.train.labels, plan.validationFraction);
  const engine = createGraphEngine(await loadTensorflow());
  const session = await engine.open(plan, { ...data, trainIndices, validationIndices: validation });
  return { session, trainIndices };
}

/** Goes through one epoch in the session's own chunks. */
export function trainEpoch(session: TrainingSession, plan: TrainingPlan, order: Int32Array): StepSums {
  const steps = Math.ceil(order.length / plan.batchSize);
  const sums = { examples: 0, lossSum: 0, correct: 0 };
  for (let first = 0, count = 0; first < steps; first += count) {
    count = Math.min(session.chunkSteps, steps - first);
    const part = session.runSteps(order, first, count);
    sums.examples += part.examples;
    sums.lossSum += part.lossSum;
    sums.correct += part.correct;
  }
  return sums;
}

/** How many rows of [count × 10] have their largest value at the label. */
export function countCorrect(probabilities: Float32Array, labels: Uint16Array): number {
  return labels.reduce((correct, label, index) => {
    const row = probabilities.subarray(index * classNames.length, (index + 1) * classNames.length);
    return correct + (row.indexOf(Math.max(...row)) === label ? 1 : 0);
  }, 0);
}
