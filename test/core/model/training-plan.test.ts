import { expect, test } from 'vitest';
import { trainingPlanSchema } from '#core/model/training-plan';
import { presets } from '../../fixtures/fashion-mnist';

const { plan } = presets[0]!;
const norm = { type: 'batchNorm', momentum: 0.9 };
const read = (change: object) => trainingPlanSchema.parse({ ...plan, ...change });

test('numbers of older plans that can not be honoured are read as the nearest that can', () => {
  expect(read({ clipNorm: 1e39 }).clipNorm).toBe(1e6);
  expect(read({ clipNorm: 1e-46 }).clipNorm).toBe(1e-6);
  for (const type of ['adam', 'adamw'])
    expect(read({ optimizer: { type, epsilon: 1e-46 } }).optimizer).toMatchObject({ epsilon: 1e-30 });
  expect(read({ layers: [{ ...norm, epsilon: 1e-46 }] }).layers).toEqual([{ ...norm, epsilon: 1e-30 }]);
  expect(read({ augmentation: { shift: 0.9 } }).augmentation?.shift).toBe(0);
  expect(read({ augmentation: { shift: 2.5, flip: true } }).augmentation).toMatchObject({
    shift: 2,
    flip: true,
  });
});

test.each([
  [{ clipNorm: 0 }],
  [{ clipNorm: -1 }],
  [{ clipNorm: Infinity }],
  [{ optimizer: { type: 'adam', epsilon: 0 } }],
  [{ optimizer: { type: 'adam', epsilon: 1.5 } }],
  [{ augmentation: { shift: -0.5 } }],
  [{ augmentation: { shift: 129 } }],
])('%j is refused', (change) => {
  expect(() => read(change)).toThrow();
});

test('numbers within bounds are taken as they are', () => {
  const settings = { clipNorm: 0.3, optimizer: { type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-12 } };
  expect(read(settings)).toEqual({ ...plan, ...settings });
});
