import { expect, test } from 'vitest';
import { sidesRead } from '#core/graph/sides-read';
import { layerSchema } from '#core/layers/registry';
import { openLayers } from './graph-bench';

const conv = { type: 'conv2d', filters: 2, kernelSize: 3 };
const pool = { type: 'maxPool', poolSize: 2 };
const norm = { type: 'batchNorm' };

const cases: [string, object[], [height: number, width: number]][] = [
  ['two convolutions, each pooled', [conv, pool, conv, pool], [26, 26]],
  ['windows that fit', [{ ...conv, kernelSize: 5 }, pool], [28, 28]],
  ['strides that leave something over', [{ ...conv, strides: 2 }], [27, 27]],
  ['averages over windows', [{ type: 'avgPool', poolSize: 3, strides: 2 }], [27, 27]],
  ['an activation between', [conv, { type: 'activation', activation: 'relu' }, pool, conv, pool], [26, 26]],
  [
    'a convolution that keeps the size',
    [
      { ...conv, padding: 'same' },
      { ...pool, poolSize: 3 },
    ],
    [28, 28],
  ],
  ['a batch norm, which looks at all', [conv, norm, { ...pool, poolSize: 3 }], [28, 28]],
  [
    'dropout, which draws for all',
    [
      { type: 'dropout', rate: 0.5 },
      { ...pool, poolSize: 3 },
    ],
    [28, 28],
  ],
  [
    'an upsampling, of which a row is left over',
    [
      { type: 'upsample', factor: 3 },
      { ...pool, poolSize: 4, strides: 8 },
    ],
    [28, 28],
  ],
  ['a list at the end', [conv, { ...pool, poolSize: 3 }, { type: 'flatten' }], [26, 26]],
];

test.each(cases)('%s', (_name, layers, read) => {
  expect(
    sidesRead(
      layers.map((layer) => layerSchema.parse(layer)),
      [28, 28, 1],
    ),
  ).toEqual(read);
});

test('what is not read changes nothing, and what is read does', async () => {
  const average = { type: 'avgPool', poolSize: 2 };
  const layers = [conv, average, conv, average].map((layer) => layerSchema.parse(layer));
  const [side, read] = [12, 10];
  expect(sidesRead(layers, [side, side, 1])).toEqual([read, read]);
  const { graph, fed } = await openLayers(layers, [side, side, 1]);
  const { values } = fed.input!;
  const before = graph.run(fed, ['output']).output!;
  const changed = (place: number): boolean => {
    const old = values[place]!;
    values[place] = 9;
    const after = graph.run(fed, ['output']).output!;
    values[place] = old;
    return after.join() !== before.join();
  };
  const effect = Array.from({ length: side }, (_, row) => changed(row * side + row));
  expect(effect.slice(read)).toEqual([false, false]);
  expect(effect[read - 1]).toBe(true);
  graph.dispose();
});
