import { expect, test } from 'vitest';
import type { TrainingState } from '#shared/contracts/training';
import { announcement } from '../../../../src/renderer/steps/train/announcement';
import { findPreset } from '../../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
const names = { runId: 'classic-1', runName: 'Classic', plan };
const running = (phase: 'training' | 'paused', step: number): TrainingState => ({
  status: 'running',
  ...names,
  phase,
  engine: null,
  progress: {
    epoch: 1,
    epochs: 5,
    step,
    stepsPerEpoch: 1688,
    examplesPerSecond: 1,
    secondsLeft: null,
    train: null,
    validation: null,
  },
  warning: null,
  resumedFrom: null,
  discardGoesBack: false,
});

test('each change of state is heard, and figures alone are not', () => {
  expect(announcement(null)).toBe('');
  expect(announcement({ status: 'idle', ended: null })).toBe('');
  expect(announcement(running('training', 1))).toBe(announcement(running('training', 2)));
  expect(announcement(running('paused', 2))).toMatch(/^Paused/);
  const failed = { kind: 'disk', message: 'The disk is full.' } as const;
  expect(announcement({ status: 'failed', ...names, error: failed, resumable: null })).toContain(
    'The disk is full.',
  );
});

test('trouble with storing is heard', () => {
  const warned = { ...running('training', 1), warning: { kind: 'disk', message: 'Full.' } } as TrainingState;
  expect(announcement(warned)).toContain('Nothing is being stored');
});

test('another warning is heard in its own words', () => {
  const message = 'It goes on from the checkpoint before.';
  const warned = { ...running('training', 1), warning: { kind: 'corrupt', message } } as TrainingState;
  expect(announcement(warned)).toContain(message);
  expect(announcement(warned)).not.toContain('Nothing is being stored');
});

test.each([
  ['before-first-step', /before its first step/],
  ['discarded', /^Discarded/],
  ['as-before', /^Back as it was/],
  ['unchanged', /^Stopped before it went on.*nothing of it was changed/],
] as const)('a run that left nothing, %s, is heard', (how, words) => {
  expect(announcement({ status: 'idle', ended: { ...names, how } })).toMatch(words);
});
