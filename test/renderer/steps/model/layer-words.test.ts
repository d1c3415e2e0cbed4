import { expect, test } from 'vitest';
import { inspectLayers } from '#core/model/inspect-layers';
import { layerSchema } from '#core/layers/registry';
import { layerAbout, shapeChange as wordsOf } from '../../../../src/renderer/steps/model/layer-words';
import { fashionMnist, findPreset } from '../../../fixtures/fashion-mnist';

const shapeChange = (layer: Parameters<typeof wordsOf>[0]) => wordsOf(layer).replaceAll('\u00a0', ' ');

test('the shapes of the classic', () => {
  const layers = inspectLayers(findPreset('classic')!.plan.layers, fashionMnist);
  expect(layers.map((layer) => shapeChange(layer!))).toEqual(['28 × 28 → 784', '784 → 128', '128 → 10']);
});

test('a convolution has channels', () => {
  const conv = layerSchema.parse({ type: 'conv2d', filters: 32, kernelSize: 3 });
  expect(shapeChange(inspectLayers([conv], fashionMnist)[0]!)).toBe('28 × 28 → 26 × 26 × 32');
});

test('a shape that stays is told once', () => {
  expect(shapeChange({ input: [14, 14, 32], output: [14, 14, 32] })).toBe('14 × 14 × 32');
});

test('what is not known is left open', () => {
  expect(shapeChange({ input: [784], output: null })).toBe('784 → ?');
  expect(shapeChange({ input: null, output: null })).toBe('');
});

test('only the layer that names the class is said to', () => {
  expect(layerAbout({ type: 'dense', units: 10, activation: 'softmax' })).toMatch(/probability/);
  expect(layerAbout({ type: 'dense', units: 128, activation: 'relu' })).not.toMatch(/probability/);
});
