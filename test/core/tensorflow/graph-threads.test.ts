import { expect, test } from 'vitest';
import { threadSettings } from '#core/tensorflow/library/thread-settings';

const auto = { engine: 'auto', device: 'auto' } as const;

test('TensorFlow runs one operation at a time', () => {
  expect(threadSettings(auto)).toEqual({ TF_NUM_INTEROP_THREADS: '1' });
  expect(threadSettings({ ...auto, engine: 'layers' })).toEqual({});
});

test('the CPU is asked for by hiding the GPU', () => {
  expect(threadSettings({ engine: 'layers', device: 'cpu' })).toEqual({ CUDA_VISIBLE_DEVICES: '-1' });
});
