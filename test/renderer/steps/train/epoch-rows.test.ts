import { expect, test } from 'vitest';
import type { CurvePoint } from '#core/domain/training-progress';
import { epochRows } from '../../../../src/renderer/steps/train/epoch-rows';

const point = (kind: CurvePoint['kind'], position: number, loss: number): CurvePoint => ({
  kind,
  position,
  loss,
  accuracy: 1 - loss,
});

test('one row an epoch: the mean of training, the last of validation', () => {
  const curves = [
    point('train', 0.5, 0.8),
    point('train', 1, 0.6),
    point('validation', 1, 0.5),
    point('train', 1.5, 0.4),
  ];
  expect(epochRows(curves)).toEqual([
    { epoch: 1, train: { loss: 0.7, accuracy: expect.closeTo(0.3) }, validation: curves[2] },
    { epoch: 2, train: { loss: 0.4, accuracy: 0.6 }, validation: null },
  ]);
});

test('a rounding error at the end of an epoch does not begin another', () => {
  expect(epochRows([point('train', 3 + 1e-12, 0.5)])).toMatchObject([{ epoch: 3 }]);
});

test('no points, no rows', () => {
  expect(epochRows([])).toEqual([]);
});
