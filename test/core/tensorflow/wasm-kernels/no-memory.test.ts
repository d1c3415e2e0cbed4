import type { Tensor } from '@tensorflow/tfjs';
import { afterEach, expect, test } from 'vitest';
import { layersOnWasm, type LayersBackend, type Tfjs } from '#core/tensorflow/layers-engine/layers-backend';
import { adamKernel, type AdamAttributes } from '#core/tensorflow/layers-engine/layers-optimizer';
import { failingAllocations } from '../layers-support';

const made: Tensor[] = [];
afterEach(() => made.splice(0).forEach((tensor) => tensor.dispose()));

function ones({ tf }: LayersBackend, ...shape: number[]): Tensor {
  const tensor = tf.ones(shape);
  made.push(tensor);
  return tensor;
}

const convolution = { strides: [1, 1], pad: 'valid' };
const adam: AdamAttributes = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, corrected: 0.1, decay: 0 };
type Call = Parameters<ReturnType<Tfjs['engine']>['runKernel']>;

const calls: [string, number, (backend: LayersBackend) => Call][] = [
  [
    'the gradient of a kernel',
    3,
    (on) => [
      'Conv2DBackpropFilter',
      { x: ones(on, 2, 5, 5, 3), dy: ones(on, 2, 3, 3, 4) },
      { ...convolution, filterShape: [3, 3, 3, 4] },
    ],
  ],
  [
    "the gradient of a convolution's input",
    4,
    (on) => [
      'Conv2DBackpropInput',
      { dy: ones(on, 2, 3, 3, 4), filter: ones(on, 3, 3, 3, 4) },
      { ...convolution, inputShape: [2, 5, 5, 3] },
    ],
  ],
  [
    'a product with a turned matrix',
    2,
    (on) => [
      'BatchMatMul',
      { a: ones(on, 3, 4), b: ones(on, 5, 4) },
      { transposeA: false, transposeB: true },
    ],
  ],
  [
    'a step of Adam',
    3,
    (on) => [
      adamKernel,
      { weight: ones(on, 4), gradient: ones(on, 4), m: ones(on, 4), v: ones(on, 4) },
      { ...adam },
    ],
  ],
];

test.each(calls)('nothing is left of %s that finds no memory', async (_, needed, callOn) => {
  const backend = await layersOnWasm();
  const { tf } = backend;
  const call = callOn(backend);
  const held = tf.backend().numDataIds();
  const allocations = failingAllocations(backend);
  tf.tidy(() => void tf.engine().runKernel(...call));
  expect(allocations.count).toBe(needed);
  for (let failing = 1; failing <= needed; failing++) {
    allocations.failAt(failing);
    expect(() => tf.tidy(() => void tf.engine().runKernel(...call))).toThrow(/out of memory/);
    expect(tf.backend().numDataIds(), `allocation ${failing}`).toBe(held);
  }
  allocations.restore();
});
