import { expect, test } from 'vitest';
import { checkPlan, countParameters } from '#core/model/shapes';
import { trainingPlanSchema } from '#core/model/training-plan';
import { fashionMnist, presets } from '../../fixtures/fashion-mnist';

test('each preset has a different name, and the classic comes first', () => {
  expect(presets.map(({ id }) => id)).toEqual(['classic', 'convolutional', 'strong', 'best', 'outside']);
  for (const key of ['id', 'name', 'spoken', 'description'] as const)
    expect(new Set(presets.map((preset) => preset[key])).size).toBe(presets.length);
});

test.each(presets)('$id can be trained as it comes', ({ id, plan }) => {
  expect(plan.preset).toBe(id);
  expect(trainingPlanSchema.parse(plan)).toEqual(plan);
  expect(() => checkPlan(plan, fashionMnist)).not.toThrow();
});

test.each(presets)('$id tells only figures that could have been measured', ({ measured }) => {
  if (measured === null) return;
  expect(measured.mean).toBeGreaterThan(0.8);
  // The best that is reported and believed is 96.91 %.
  expect(measured.mean).toBeLessThan(0.97);
  expect(measured.seeds).toBeGreaterThanOrEqual(1);
  expect(measured.sd === null).toBe(measured.seeds === 1);
});

test('the ones for a CPU stay small', () => {
  for (const { id, meantFor, plan } of presets)
    if (meantFor === 'cpu') expect(countParameters(plan.layers, fashionMnist), id).toBeLessThan(1_000_000);
});
