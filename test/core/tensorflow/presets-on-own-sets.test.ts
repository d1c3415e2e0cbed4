import { beforeAll, expect, test } from 'vitest';
import { splitTraining } from '#core/data/split';
import type { DataSetPictures } from '#core/domain/data-set';
import { readRange } from '#core/domain/picture-source';
import { evaluatePredictions } from '#core/evaluation/evaluate-predictions';
import { findPreset } from '#core/model/presets';
import { batchesOf } from '#core/model/run-size';
import { shuffledOrder } from '#core/random/random';
import { createGraphEngine } from '#core/tensorflow/graph-engine/graph-engine';
import { loadTensorflow } from '#core/tensorflow/library/load-tensorflow';
import type { TrainingEngine } from '#core/tensorflow/session/training-engine';
import { colouredDiscs, digits, stripes } from '../../fixtures/drawn-sets';

let engine: TrainingEngine;
beforeAll(async () => {
  engine = createGraphEngine(await loadTensorflow());
});

/** Trains a preset as it comes; its accuracy on the test part. */
async function accuracyOf(preset: string, { dataSet, train, test }: DataSetPictures): Promise<number> {
  const { plan } = findPreset(preset, dataSet)!;
  const { train: trainIndices, validation } = splitTraining(train.labels, plan.validationFraction);
  const session = await engine.open(plan, { dataSet, train, trainIndices, validationIndices: validation });
  try {
    for (let epoch = 0; epoch < plan.epochs; epoch++) {
      const order = shuffledOrder(trainIndices, plan.seed, epoch);
      session.runSteps(order, 0, batchesOf(order.length, plan.batchSize));
    }
    const answers = session.predict(readRange(test.pictures, 0, test.pictures.count));
    return evaluatePredictions(answers, test.labels, dataSet.classes.length).accuracy;
  } finally {
    session.dispose();
  }
}

test('the convolutional preset names 97 % of handwritten digits of 8 × 8 pixels', async () => {
  expect(await accuracyOf('convolutional', digits())).toBeGreaterThanOrEqual(0.97);
});

test('where only colour tells classes apart, it tells them apart', async () => {
  const discs = colouredDiscs({ height: 24, width: 32, channels: 3 }, 4, 125);
  expect(await accuracyOf('convolutional', discs)).toBeGreaterThanOrEqual(0.99);
});

test.each(['classic', 'convolutional'])('%s learns five classes from twelve pictures of each', async (id) => {
  const few = stripes({ height: 64, width: 64, channels: 3 }, 5, 16);
  expect(few.train.labels).toHaveLength(60);
  expect(await accuracyOf(id, few)).toBeGreaterThanOrEqual(id === 'classic' ? 0.4 : 0.9);
});
