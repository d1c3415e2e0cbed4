import { expect, test } from 'vitest';
import { describeLayers } from '#core/model/shapes';
import { findPreset } from '#core/model/presets';
import { layerSchema } from '#core/model/training-plan';
import { layerAbout, shapeChange } from '../../../../src/renderer/steps/model/layer-words';

test('the shapes of the classic', () => {
  const layers = describeLayers(findPreset('classic')!.plan.layers);
  expect(layers.map((_, index) => shapeChange(layers, index))).toEqual([
    '28 × 28 → 784',
    '784 → 128',
    '128 → 10',
  ]);
});

test('a convolution has channels', () => {
  const conv = layerSchema.parse({ type: 'conv2d', filters: 32, kernelSize: 3 });
  expect(shapeChange(describeLayers([conv]), 0)).toBe('28 × 28 → 26 × 26 × 32');
});

test('only the layer that names the class is said to', () => {
  expect(layerAbout({ type: 'dense', units: 10, activation: 'softmax' })).toMatch(/probability/);
  expect(layerAbout({ type: 'dense', units: 128, activation: 'relu' })).not.toMatch(/probability/);
});
