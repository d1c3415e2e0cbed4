import { expect, test } from 'vitest';
import { shuffledOrder } from '#core/random/random';
import { sumOf } from '#core/training/step-sums';
import { openOnRealData } from './graph-support';
import { findPreset } from '../../fixtures/fashion-mnist';

// Moving statistics that still held their start would make a deep net guess that had learnt long since.
test('Strong, stopped after some seconds, knows what these taught it', async () => {
  const { plan } = findPreset('strong')!;
  const { session, trainIndices } = await openOnRealData(plan);
  try {
    session.runSteps(shuffledOrder(trainIndices, plan.seed, 0), 0, 80);
    const { examples, correct } = sumOf(session.validate());
    expect(correct / examples).toBeGreaterThan(0.6);
  } finally {
    session.dispose();
  }
}, 120_000);
