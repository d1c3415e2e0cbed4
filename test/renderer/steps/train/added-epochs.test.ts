import { expect, test } from 'vitest';
import { bounds } from '#core/model/training-plan';
import { mostAdded, readAddedEpochs } from '../../../../src/renderer/steps/train/added-epochs';

test('what is typed comes on top of what is trained', () => {
  expect(readAddedEpochs('5', 20)).toEqual({ total: 25 });
  expect(readAddedEpochs(' 1 ', 20)).toEqual({ total: 21 });
  expect(readAddedEpochs(String(mostAdded(20)), 20)).toEqual({ total: bounds.epochs.max });
});

test.each(['', '0', '-3', '1.5', '1e2', 'many', String(mostAdded(20) + 1)])(
  '"%s" is refused with the bounds',
  (typed) => {
    expect(readAddedEpochs(typed, 20)).toEqual({
      error: `Type a whole number from 1 to ${bounds.epochs.max - 20}.`,
    });
  },
);

test('nothing can be added to a run that has all the epochs there can be', () => {
  expect(mostAdded(bounds.epochs.max)).toBe(0);
});
