import { planSettings } from '#core/model/settings/plan-settings';
import { expect, test } from 'vitest';
import { sections, settingsIn, summaryOf } from '../../../../src/renderer/steps/model/sections';
import { draftOf } from '../../../../src/renderer/state/plan-draft';
import { findPreset } from '../../../fixtures/fashion-mnist';

const summaries = (id: string) => {
  const { values } = draftOf(findPreset(id)!.plan);
  return Object.fromEntries(
    sections.map((section) => [section.id, summaryOf(planSettings, section, values)]),
  );
};

test('a closed section says how it stands', () => {
  expect(summaries('classic')).toEqual({
    optimizer: 'usual values',
    schedule: 'constant',
    generalizing: 'off',
    augmentation: 'off',
    validation: 'usual values',
  });
  const { schedule, generalizing } = summaries('strong');
  expect(schedule).toMatch(/^one cycle/);
  expect(generalizing).toMatch(/label smoothing 0\.\d+, average the weights/);
  expect(summaries('outside').augmentation).toMatch(/mirror, shift \d/);
});

test('a section shows the settings that count', () => {
  const { values } = draftOf(findPreset('classic')!.plan);
  const paths = (type: string) =>
    settingsIn(planSettings, 'optimizer', { ...values, 'optimizer.type': type }).map(({ path }) => path);
  expect(paths('sgd')).toEqual(['optimizer.momentum', 'optimizer.nesterov', 'clipNorm?']);
  expect(paths('adamw')).toContain('optimizer.weightDecay');
});
