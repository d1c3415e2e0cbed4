import { expect, test } from 'vitest';
import { threadSettings } from '#core/tensorflow/thread-settings';
import { planOf } from './graph-support';

const one = { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' };
const auto = { engine: 'auto', device: 'auto' } as const;
const convolution = {
  layers: [
    { type: 'residual', layers: [{ type: 'depthwiseConv2d', kernelSize: 3, padding: 'same' }] },
    { type: 'flatten' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
};

test('one thread for small operations, every core for convolutions', () => {
  expect(threadSettings(planOf({}), auto)).toEqual(one);
  expect(threadSettings(planOf(convolution), auto)).toEqual({});
  expect(threadSettings(planOf({}), { ...auto, engine: 'layers' })).toEqual({});
});

test('the CPU is asked for by hiding the GPU', () => {
  expect(threadSettings(planOf(convolution), { engine: 'graph', device: 'cpu' })).toEqual({
    CUDA_VISIBLE_DEVICES: '-1',
  });
});
