import { expect, it } from 'vitest';
import { differingSettings, planInWords } from '#core/model/plan-in-words';
import { findPreset } from '#core/model/presets';

const { plan } = findPreset('classic')!;

it('words every setting of a plan', () => {
  const settings = Object.fromEntries(planInWords(plan).map(({ name, value }) => [name, value]));
  expect(Object.keys(settings)).toHaveLength(Object.keys(plan).length);
  expect(settings).toMatchObject({
    Preset: 'classic',
    Layers: expect.stringMatching(/128.*10/) as string,
    Optimizer: 'adam, beta1 0.9, beta2 0.999, epsilon 1e-7',
    'Learning rate': '0.001',
    'Batch size': '32',
    'Held back for validation': '10 %',
    'Label smoothing': 'off',
    Augmentation: 'off',
  });
  const flipped = { ...plan.augmentation, flip: true, shift: 2, rotate: 0 };
  const augmentation = planInWords({ ...plan, augmentation: flipped as never }).find(
    ({ key }) => key === 'augmentation',
  );
  expect(augmentation?.value).toBe('flip, shift 2');
});

it('says in which settings plans differ', () => {
  expect(differingSettings([plan, plan])).toEqual(new Set());
  const others = [
    plan,
    { ...plan, epochs: 9 },
    { ...plan, optimizer: { ...plan.optimizer, beta1: 0.8 } as never },
  ];
  expect(differingSettings(others)).toEqual(new Set(['epochs', 'optimizer']));
});
