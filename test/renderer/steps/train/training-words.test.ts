import { expect, test } from 'vitest';
import {
  chartWords,
  earlyStopWords,
  finishedPace,
  withRemedy,
  type FinishedState,
} from '../../../../src/renderer/steps/train/training-words';
import { findPreset } from '../../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
const finished: FinishedState = {
  status: 'finished',
  runId: 'classic-1',
  runName: 'Classic',
  plan,
  outcome: 'completed',
  engine: { id: 'tensorflow-cpu', library: 'TensorFlow', device: 'CPU', detail: '' },
  progress: null,
  testAccuracy: 0.87,
  seconds: 12,
  warning: null,
  stoppedEarly: null,
};

test('how a run came to its end', () => {
  const stoppedEarly = { epoch: 12, bestEpoch: 9 };
  const patient = { ...plan, epochs: 20, earlyStopping: { patience: 3, minImprovement: 0 } };
  expect(finishedPace(finished)).toBe('5 epochs in 12\u00a0s');
  expect(finishedPace({ ...finished, outcome: 'stopped' })).toMatch(
    /^stopped after 12\u00a0s, in epoch 1 of 5/,
  );
  expect(finishedPace({ ...finished, plan: patient, stoppedEarly })).toMatch(/after epoch 12 of 20/);
  expect(earlyStopWords(stoppedEarly, patient)).toBe(
    'It stopped at epoch 12: no improvement on the validation pictures for 3 epochs. The weights of epoch 9 are kept.',
  );
});

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
  expect(withRemedy({ kind: 'trainer-exited', message: 'Gone.' }, true).hint).toMatch(/Resume it/);
});
