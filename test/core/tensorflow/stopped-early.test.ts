import { expect, test } from 'vitest';
import { splitTraining } from '#core/dataset/split';
import { findPreset } from '#core/model/presets';
import { shuffledOrder } from '#core/model/random';
import { createGraphEngine } from '#core/tensorflow/graph-engine';
import { loadTensorflow } from '#core/tensorflow/load-tensorflow';
import { threadSettings } from '#core/tensorflow/thread-settings';
import { sumOf } from '#core/training/step-sums';
import { realDataset } from '../../fixtures/real-dataset';

// Moving statistics that still held their start would make a deep net guess that had learnt long since.
test('Strong, stopped after some seconds, knows what these taught it', async () => {
  Object.assign(process.env, threadSettings({ engine: 'graph', device: 'cpu' }));
  const { plan } = findPreset('strong')!;
  const data = await realDataset();
  const { train, validation } = splitTraining(data.train.labels, plan.validationFraction);
  const engine = createGraphEngine(await loadTensorflow());
  const session = await engine.open(plan, {
    ...data,
    trainIndices: train,
    validationIndices: validation.subarray(0, 500),
  });
  try {
    session.runSteps(shuffledOrder(train, plan.seed, 0), 0, 80);
    const { examples, correct } = sumOf(session.validate());
    expect(correct / examples).toBeGreaterThan(0.6);
  } finally {
    session.dispose();
  }
}, 120_000);
