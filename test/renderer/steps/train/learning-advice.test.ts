import { expect, test } from 'vitest';
import type { EpochRow } from '../../../../src/renderer/steps/train/epoch-rows';
import { learningAdvice } from '../../../../src/renderer/steps/train/learning-advice';

const rows = (...losses: [train: number, validation: number][]): EpochRow[] =>
  losses.map(([train, validation], index) => ({
    epoch: index + 1,
    train: { loss: train, accuracy: 0 },
    validation: { loss: validation, accuracy: 0 },
  }));

test('a validation loss that fell in every epoch asks for more', () => {
  const advice = learningAdvice(rows([0.6, 0.5], [0.4, 0.4], [0.3, 0.35]), 3, 500);
  expect(advice).toMatchObject({ title: 'Still learning.', epochs: 6 });
});

test('no more than can be asked for', () => {
  expect(learningAdvice(rows([2, 2], [1, 1]), 400, 500)?.epochs).toBe(500);
  expect(learningAdvice(rows([2, 2], [1, 1]), 500, 500)?.epochs).toBeNull();
});

test('validation rising for two epochs while training falls is learning by heart', () => {
  const advice = learningAdvice(rows([0.6, 0.5], [0.4, 0.3], [0.2, 0.32], [0.1, 0.4]), 4, 500);
  expect(advice).toMatchObject({ title: 'Learning by heart.', epochs: null });
  expect(advice?.text).toMatch(/after epoch 2/);
});

test('nothing is said of one epoch, of one bad epoch, or where training rises too', () => {
  expect(learningAdvice(rows([0.6, 0.5]), 5, 500)).toBeNull();
  expect(learningAdvice(rows([0.6, 0.5], [0.4, 0.3], [0.2, 0.31]), 5, 500)).toBeNull();
  expect(learningAdvice(rows([0.1, 0.3], [0.4, 0.4], [0.6, 0.5]), 5, 500)).toBeNull();
});
