import { expect, test } from 'vitest';
import { inspectLayers } from '#core/model/inspect-layers';
import { countParameters, describeLayers } from '#core/model/shapes';
import { layerSchema, type Layer } from '#core/layers/registry';
import { fashionMnist, presets } from '../../fixtures/fashion-mnist';

const layer = (value: object): Layer => layerSchema.parse(value);
const flatten = layer({ type: 'flatten' });
const conv = layer({ type: 'conv2d', filters: 8, kernelSize: 3 });
const end = layer({ type: 'dense', units: 10, activation: 'softmax' });

test.each(presets)('$id: shapes and parameters as they are trained, and nothing wrong', ({ plan }) => {
  const inspected = inspectLayers(plan.layers, fashionMnist).map((one) => one!);
  expect(inspected.map(({ output }) => output)).toEqual(
    describeLayers(plan.layers, fashionMnist).map(({ outputShape }) => outputShape),
  );
  expect(inspected.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(
    countParameters(plan.layers, fashionMnist),
  );
  expect(inspected.every(({ error }) => error === null)).toBe(true);
});

test('a layer that does not fit says so at its place; those behind it wait', () => {
  const [first, wrong, behind] = inspectLayers([flatten, conv, end], fashionMnist);
  expect(first).toMatchObject({ output: [784], error: null });
  expect(wrong).toMatchObject({ input: [784], output: null, error: { kind: 'unsupported' } });
  expect(behind).toMatchObject({ input: null, output: null, error: null });
});

test('behind a layer that can not be read, nothing is known', () => {
  const [unread, behind] = inspectLayers([null, end], fashionMnist);
  expect(unread).toBeNull();
  expect(behind).toMatchObject({ input: null, error: null });
});

test('within a residual, the layer that is wrong tells it', () => {
  const wide = layer({ type: 'conv2d', filters: 4, kernelSize: 15, padding: 'valid' });
  const [, block] = inspectLayers([conv, layer({ type: 'residual', layers: [wide, wide] })], fashionMnist);
  expect(block!.error).toBeNull();
  expect(block!.inner.map((inner) => inner!.error?.kind)).toEqual([undefined, 'unsupported']);
});

test('a residual whose layers change the shape tells it itself', () => {
  const [block] = inspectLayers([layer({ type: 'residual', layers: [conv] })], fashionMnist);
  expect(block!.error?.message).toMatch(/another shape/);
});

test('the last layer has to give ten probabilities, and the whole has to be small enough', () => {
  expect(inspectLayers([flatten], fashionMnist)[0]!.error?.message).toMatch(/10 probabilities/);
  expect(inspectLayers([flatten, layer({ ...end, units: 9 })], fashionMnist)[1]!.error?.hint).toMatch(
    /10 units/,
  );
  const huge = Array.from({ length: 3 }, () => layer({ type: 'dense', units: 8192, activation: 'relu' }));
  expect(inspectLayers([flatten, ...huge, end], fashionMnist)[2]!.error?.message).toMatch(/at most/);
});
