import { expect, test } from 'vitest';
import { orderLayers } from '#core/graph/order-layers';
import { layerSchema, type Layer } from '#core/layers/registry';

const conv = (activation: string): Layer =>
  layerSchema.parse({ type: 'conv2d', filters: 4, kernelSize: 3, activation });
const relu = { type: 'activation', activation: 'relu' } as const;
const pool = { type: 'maxPool', poolSize: 2 } as const;

test('a convolution’s relu waits until after the pooling, and the weights keep their place', () => {
  expect(orderLayers([conv('relu'), pool, { type: 'flatten' }])).toEqual([
    { layer: conv('linear'), index: 0 },
    { layer: pool, index: 1 },
    { layer: relu, index: 0 },
    { layer: { type: 'flatten' }, index: 2 },
  ]);
});

test('an activation of its own changes places with the pooling', () => {
  expect(orderLayers([conv('linear'), relu, pool])).toEqual([
    { layer: conv('linear'), index: 0 },
    { layer: pool, index: 2 },
    { layer: relu, index: 1 },
  ]);
});

test('a function that falls somewhere stays where it is', () => {
  const layers = [conv('gelu'), pool, conv('swish'), pool];
  expect(orderLayers(layers).map(({ layer }) => layer)).toEqual(layers);
});

test('other layers stay as they are', () => {
  const layers: Layer[] = [pool, pool, relu, { type: 'avgPool', poolSize: 2 }, { type: 'flatten' }];
  expect(orderLayers(layers).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
});
