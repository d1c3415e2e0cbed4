import { expect, test } from 'vitest';
import { curveMarks } from '../../../../src/renderer/steps/train/curve-marks';
import type { EpochRow } from '../../../../src/renderer/steps/train/epoch-rows';

const rows = (...losses: (number | null)[]): EpochRow[] =>
  losses.map((loss, index) => ({
    epoch: index + 1,
    train: null,
    validation: loss === null ? null : { loss, accuracy: 0.5 },
  }));

test('the epoch with the lowest validation loss is marked once it lies behind', () => {
  expect(curveMarks(rows(0.5, 0.3, 0.4, 0.5))).toEqual([
    { epoch: 2, text: 'lowest validation loss: epoch 2' },
  ]);
  expect(curveMarks(rows(0.5, 0.3, 0.4, 0.5, null))).toHaveLength(1);
});

test('nothing is marked before that, or without figures', () => {
  for (const few of [rows(), rows(null), rows(0.5), rows(0.5, 0.4, 0.3), rows(0.5, 0.3, 0.4)])
    expect(curveMarks(few)).toEqual([]);
});

test('after early stopping the epoch that is kept is marked, whatever the curves say', () => {
  expect(curveMarks(rows(0.5, 0.3, 0.2), { epoch: 3, bestEpoch: 2 })).toEqual([
    { epoch: 2, text: 'epoch 2 is kept' },
  ]);
});

test('what was found is marked where it began, in place of the lowest loss when that is the same epoch', () => {
  const overfitting = { epoch: 2, title: 'Overfitting since epoch 2' };
  const timeless = { epoch: null, title: 'The rate is too low' };
  const mark = { epoch: 2, text: 'Overfitting since epoch 2' };
  expect(curveMarks(rows(0.5, 0.3, 0.4, 0.5), null, [overfitting, timeless])).toEqual([mark]);
  expect(curveMarks(rows(0.5, 0.4, 0.3, 0.4, 0.5), null, [overfitting])).toEqual([
    { epoch: 3, text: 'lowest validation loss: epoch 3' },
    mark,
  ]);
});
