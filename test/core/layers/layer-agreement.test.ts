import type { Tensor } from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { plainForward } from '#core/inference/plain-forward';
import { layerTypes } from '#core/layers/registry';
import { shapeSize } from '#core/layers/shape-size';
import { layersOnPlainJs, layersOnWasm, type Tfjs } from '#core/tensorflow/layers-engine/layers-backend';
import { eagerForward } from '#core/tensorflow/layers-engine/layers-forward';
import { layerBatch, openLayers, type Fed } from '../graph/graph-bench';
import { layerCases, type LayerCase } from './layer-cases';

let tf: Tfjs;
beforeAll(async () => {
  ({ tf } = await layersOnWasm());
  await layersOnPlainJs();
});

/** Each picture of the batch for itself. */
function inPlainTypeScript({ layer, input }: LayerCase, fed: Fed): number[] {
  const forward = plainForward([layer], input, (name) => fed[name]!.values as Float32Array);
  const size = shapeSize(input);
  return Array.from({ length: layerBatch }, (_, index) => {
    const picture = fed.input!.values.slice(index * size, (index + 1) * size);
    return [...forward(picture as Float32Array)];
  }).flat();
}

/** By TensorFlow.js, one operation after another. */
async function eagerly({ layer }: LayerCase, fed: Fed, backend: string): Promise<number[]> {
  await tf.setBackend(backend);
  return tf.tidy(() => {
    const tensor = (name: string): Tensor => tf.tensor(fed[name]!.values.slice(), fed[name]!.shape);
    const output = eagerForward({ tf, weight: tensor, training: null }, [layer], tensor('input')) as Tensor;
    return Array.from(output.dataSync());
  });
}

test('every kind of layer is tried', () => {
  expect(new Set(layerCases.map(({ layer }) => layer.type))).toEqual(new Set(layerTypes));
});

test.each(
  layerCases.map((one) => ({ ...one, title: `${JSON.stringify(one.layer)} on ${one.input.join('×')}` })),
)('all engines give the same: $title', async (one) => {
  const { graph, fed } = await openLayers([one.layer], one.input, { training: false, reach: one.reach });
  const { output: expected } = graph.run(fed, ['output']);
  graph.dispose();
  const found = {
    'plain TypeScript': inPlainTypeScript(one, fed),
    wasm: await eagerly(one, fed, 'wasm'),
    cpu: await eagerly(one, fed, 'cpu'),
  };
  for (const [engine, values] of Object.entries(found)) {
    expect(values.length, engine).toBe(expected!.length);
    values.forEach((value, place) => expect(Math.abs(value - expected![place]!), engine).toBeLessThan(1e-5));
  }
});
