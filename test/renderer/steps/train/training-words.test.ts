import { expect, test } from 'vitest';
import { chartWords, withRemedy } from '../../../../src/renderer/steps/train/training-words';

test('a chart in words', () => {
  const metrics = (loss: number) => ({ loss, accuracy: 1 - loss });
  const rows = [
    { epoch: 1, train: metrics(0.5), validation: metrics(0.4) },
    { epoch: 2, train: metrics(0.3), validation: null },
  ];
  expect(chartWords(rows, 'loss')).toBe(
    'Loss over 2 epochs: training from 0.500 to 0.300, validation 0.400.',
  );
  expect(chartWords(rows, 'loss', [{ epoch: 1, text: 'best' }])).toMatch(/ Marked at epoch 1: best\.$/);
  expect(chartWords([], 'accuracy')).toBe(
    'Accuracy over 0 epochs: no training figures yet, no validation figures yet.',
  );
});

test('every failure says what to do, and its own hint comes first', () => {
  expect(withRemedy({ kind: 'diverged', message: 'NaN', hint: 'Try 0.0001.' }).hint).toBe('Try 0.0001.');
  expect(withRemedy({ kind: 'diverged', message: 'NaN' }).hint).toMatch(/learning rate/);
  expect(withRemedy({ kind: 'trainer-exited', message: 'Gone.' }).hint).toMatch(/Train again/);
});
