import { expect, test } from 'vitest';
import { findPreset } from '#core/model/presets';
import { splitTraining } from '#core/dataset/split';
import {
  planSentence,
  settingsInShort,
  stepsPerEpoch,
  trainingPictures,
} from '../../../src/renderer/format/plan-words';

const { plan } = findPreset('classic')!;
const labels = Uint8Array.from({ length: 60_000 }, (_, index) => index % 10);

test.each([0.02, 0.1, 0.123, 0.5])(
  'the pictures for a validation part of %d are those of the split',
  (fraction) => {
    expect(trainingPictures({ validationFraction: fraction })).toBe(
      splitTraining(labels, fraction).train.length,
    );
  },
);

test('the last batch may be smaller', () => {
  expect(stepsPerEpoch(plan)).toBe(1688);
  expect(stepsPerEpoch({ ...plan, batchSize: 4096 })).toBe(14);
});

test('the sentence tells pictures, epochs and steps', () => {
  expect(planSentence(plan)).toBe(
    'It sees 54,000 pictures 5 times, 32 at a time, and corrects itself after each batch: 1,688 steps an epoch, 8,440 in all.',
  );
  expect(planSentence({ ...plan, epochs: 1 })).toMatch(/pictures once, /);
});

test('settings in short', () => {
  const read = (text: string) => text.replaceAll('\u00a0', ' ');
  expect(read(settingsInShort(plan))).toBe('5 epochs · batch 32 · Adam 0.001 · seed 1');
  const sgd = { ...plan, optimizer: { type: 'sgd', momentum: 0.9, nesterov: false } } as const;
  expect(read(settingsInShort(sgd))).toMatch(/SGD 0.001, momentum 0.9/);
});
