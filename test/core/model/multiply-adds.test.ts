import { expect, test } from 'vitest';
import { multiplyAdds } from '#core/model/multiply-adds';
import { trainingPlanSchema } from '#core/model/training-plan';
import { findPreset, inputShape } from '../../fixtures/fashion-mnist';

const layersOf = (layers: unknown) =>
  trainingPlanSchema.parse({ ...findPreset('classic')!.plan, layers }).layers;

test('dense layers multiply each value with each unit', () => {
  expect(multiplyAdds(findPreset('classic')!.plan.layers, inputShape)).toBe(784 * 128 + 128 * 10);
});

test('convolutions multiply at each place they stop, also within residuals', () => {
  const conv = { type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same' };
  const depthwise = { type: 'depthwiseConv2d', kernelSize: 5, strides: 2, padding: 'same' };
  expect(multiplyAdds(layersOf([conv]), inputShape)).toBe(28 * 28 * 4 * 9);
  expect(multiplyAdds(layersOf([conv, { type: 'residual', layers: [conv] }]), inputShape)).toBe(
    28 * 28 * 4 * 9 + 28 * 28 * 4 * 9 * 4,
  );
  expect(multiplyAdds(layersOf([conv, depthwise]), inputShape)).toBe(28 * 28 * 4 * 9 + 14 * 14 * 4 * 25);
});
