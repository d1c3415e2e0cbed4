import { expect, it } from 'vitest';
import { differingSettings, planInWords } from '#core/model/plan-in-words';
import { trainingPlanSchema } from '#core/model/training-plan';
import { findPreset } from '../../fixtures/fashion-mnist';

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

const conv = { type: 'conv2d', filters: 4, kernelSize: 3 };
const pool = { type: 'maxPool', poolSize: 3 };
const inBlock = (padding: string) => ({ type: 'residual', layers: [{ ...conv, padding }] });

it.each([
  ['padding', conv, { ...conv, padding: 'same' }],
  ['strides of a pooling', pool, { ...pool, strides: 2 }],
  ['momentum', { type: 'batchNorm' }, { type: 'batchNorm', momentum: 0.9 }],
  ['epsilon', { type: 'batchNorm' }, { type: 'batchNorm', epsilon: 0.01 }],
  ['layers of a residual', inBlock('valid'), inBlock('same')],
])('sees and tells that layers differ in %s', (_, one, other) => {
  const plans = [one, other].map((layer) =>
    trainingPlanSchema.parse({ ...plan, layers: [layer, ...plan.layers] }),
  );
  expect(differingSettings(plans)).toEqual(new Set(['layers']));
  const words = plans.map((each) => planInWords(each).find(({ key }) => key === 'layers')?.value);
  expect(words[0]).not.toBe(words[1]);
});

it('does not mind in which order the fields of a layer stand', () => {
  const [flatten, hidden, ...others] = plan.layers;
  const turned = Object.fromEntries(Object.entries(hidden!).reverse()) as typeof flatten;
  expect(differingSettings([plan, { ...plan, layers: [flatten!, turned!, ...others] }])).toEqual(new Set());
});
