import { expect, test } from 'vitest';
import { changeLayer, insertLayer, moveLayer } from '../../../src/renderer/state/edit-layers';
import {
  draftLayers,
  errorKey,
  newLayer,
  readLayers,
  withType,
  type LayerDraft,
} from '../../../src/renderer/state/layer-draft';
import { layerSchema, layerTypes } from '#core/layers/registry';
import { findPreset } from '../../fixtures/fashion-mnist';

const best = () => draftLayers(findPreset('best')!.plan.layers);
const types = (layers: readonly LayerDraft[]) => layers.map(({ type }) => type);
const block = (layers: readonly LayerDraft[]) => layers.find(({ type }) => type === 'residual')!;

test.each(layerTypes)('a new %s can be used as it comes', (type) => {
  const { layers, errors } = readLayers([newLayer(type)]);
  expect(errors).toEqual({});
  expect(layerSchema.parse(layers[0])).toEqual(layers[0]);
});

test('a layer is put behind another, at the beginning, and into a block', () => {
  const layers = best();
  const added = newLayer('dropout');
  const behind = insertLayer(layers, added, { after: layers[1]!.key, within: null });
  expect(types(behind).slice(0, 4)).toEqual(['conv2d', 'batchNorm', 'dropout', 'activation']);
  expect(types(insertLayer(layers, added, { after: null, within: null }))[0]).toBe('dropout');
  const { key, layers: inner } = block(layers);
  const within = insertLayer(layers, added, { after: inner.at(-1)!.key, within: key });
  expect(types(block(within).layers)).toEqual([...types(inner), 'dropout']);
  expect(within).toHaveLength(layers.length);
});

test('layers move within their list and no further', () => {
  const layers = best();
  const [first, second] = layers;
  expect(moveLayer(layers, first!.key, 1).slice(0, 2)).toEqual([second, first]);
  expect(moveLayer(layers, first!.key, -1)).toEqual(layers);
  const inner = block(layers).layers;
  expect(block(moveLayer(layers, inner[1]!.key, -1)).layers.slice(0, 2)).toEqual([inner[1], inner[0]]);
});

test('a layer of a block can be taken out; an empty block says so', () => {
  let layers = best();
  for (const { key } of block(layers).layers) layers = changeLayer(layers, key, () => null);
  const { key } = block(layers);
  expect(readLayers(layers).errors).toEqual({
    [errorKey(key, 'layers')]: 'Add a layer to the block, or remove it.',
  });
  expect(readLayers([]).errors).toEqual({ layers: 'A model needs at least one layer.' });
});

test('another kind keeps what both have, and gives back what was there before', () => {
  const [conv] = draftLayers([
    layerSchema.parse({ type: 'conv2d', filters: 48, kernelSize: 5, padding: 'valid', activation: 'gelu' }),
  ]);
  const depthwise = withType(conv!, 'depthwiseConv2d');
  expect(readLayers([depthwise]).layers[0]).toMatchObject({
    kernelSize: 5,
    padding: 'valid',
    activation: 'gelu',
  });
  expect(readLayers([withType(depthwise, 'conv2d')]).layers[0]).toMatchObject({ filters: 48, kernelSize: 5 });
  expect(readLayers([withType(conv!, 'maxPool')]).layers[0]).toEqual({ type: 'maxPool', poolSize: 2 });
  expect(readLayers([withType(conv!, 'residual')]).errors).toEqual({});
});

test('fields that can not be used are told by layer and field', () => {
  const [conv] = best();
  const wrong = { ...conv!, values: { ...conv!.values, filters: '0', kernelSize: 'x' } };
  const { layers, errors } = readLayers([wrong]);
  expect(layers).toEqual([null]);
  expect(errors).toEqual({
    [errorKey(conv!.key, 'filters')]: 'It has to be 1 or more.',
    [errorKey(conv!.key, 'kernelSize')]: '“x” is not a number.',
  });
});
