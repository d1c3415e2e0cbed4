import { expect, test } from 'vitest';
import { splitTraining } from '#core/data/split';
import { stepsPerEpoch, trainingPictures, validationPictures } from '#core/model/run-size';
import { fashionMnist, findPreset } from '../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
const labels = Uint16Array.from({ length: 60_000 }, (_, index) => index % 10);

test.each([0.02, 0.1, 0.123, 0.5])(
  'the pictures for a validation part of %d are those of the split',
  (fraction) => {
    const { train, validation } = splitTraining(labels, fraction);
    expect(trainingPictures({ validationFraction: fraction }, fashionMnist)).toBe(train.length);
    expect(validationPictures({ validationFraction: fraction }, fashionMnist)).toBe(validation.length);
  },
);

test('the last batch may be smaller', () => {
  expect(stepsPerEpoch(plan, fashionMnist)).toBe(1688);
  expect(stepsPerEpoch({ ...plan, batchSize: 4096 }, fashionMnist)).toBe(14);
});
