import { expect, test } from 'vitest';
import { trainingPlanSchema } from '#core/model/training-plan';
import { draftOf, readDraft, type PlanDraft } from '../../../src/renderer/state/plan-draft';
import type { SettingValue } from '#core/model/settings/setting';
import { findPreset, presets } from '../../fixtures/fashion-mnist';

const { plan } = findPreset('classic')!;
const withValues = (draft: PlanDraft, values: Record<string, SettingValue>): PlanDraft => ({
  ...draft,
  values: { ...draft.values, ...values },
});

test.each(presets)('$id comes back from its own form unchanged', ({ plan }) => {
  expect(readDraft(draftOf(plan))).toEqual({ plan, layers: plan.layers, errors: {} });
});

test('so does a plan with everything in it', () => {
  const whole = trainingPlanSchema.parse({
    ...plan,
    layers: [
      { type: 'depthwiseConv2d', kernelSize: 5, strides: 2, padding: 'same', activation: 'tanh' },
      { type: 'avgPool', poolSize: 3, strides: 1 },
      {
        type: 'residual',
        layers: [
          { type: 'batchNorm', momentum: 0.9, epsilon: 1e-5 },
          { type: 'dropout', rate: 0.1 },
        ],
      },
      ...plan.layers,
    ],
    optimizer: { type: 'sgd', momentum: 0.8, nesterov: true },
    schedule: { type: 'oneCycle', peak: 0.3, start: 0.05, final: 0.01 },
    labelSmoothing: 0.15,
    clipNorm: 2.5,
    weightAveraging: 0.99,
    earlyStopping: { patience: 3, minImprovement: 0.001 },
    augmentation: {
      flip: true,
      shift: 1,
      rotate: 2,
      scale: 0.3,
      brightness: 0.4,
      gamma: 0.5,
      erase: 0.6,
      invert: 0.7,
    },
  });
  expect(readDraft(draftOf(whole)).plan).toEqual(whole);
});

test('settings count only where they mean something, and keep what was typed', () => {
  const draft = withValues(draftOf(plan), { 'optimizer.momentum': 'lots' });
  expect(readDraft(draft).errors).toEqual({});
  const sgd = withValues(draft, { 'optimizer.type': 'sgd' });
  expect(readDraft(sgd)).toMatchObject({
    plan: null,
    errors: { 'optimizer.momentum': '“lots” is not a number.' },
  });
  expect(readDraft(withValues(sgd, { 'optimizer.momentum': '0.8' })).plan?.optimizer).toEqual({
    type: 'sgd',
    momentum: 0.8,
    nesterov: false,
  });
});

test('what can be left out is null while it is off', () => {
  const on = withValues(draftOf(plan), { 'clipNorm?': true, clipNorm: '0.5' });
  expect(readDraft(on).plan?.clipNorm).toBe(0.5);
  const off = withValues(on, { 'clipNorm?': false });
  expect(readDraft(off).plan).toEqual(plan);
  expect(off.values['clipNorm']).toBe('0.5');
});

test('a plan without augmentation leaves all of it off', () => {
  const varied = withValues(draftOf(plan), { 'augmentation.shift': '2' });
  expect(readDraft(varied).plan?.augmentation).toMatchObject({ flip: false, shift: 2 });
  expect(readDraft(draftOf(plan, varied)).plan).toEqual(plan);
});
