import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readWheels } from '../../../build/setup/wheels.mjs';
import type { KernelRegistry } from '../../../build/gpu/kernel-registry.mjs';
import { hostOperations } from './gpu-placement';
import { fashionMnist, presets } from '../../fixtures/fashion-mnist';

const recorded = JSON.parse(
  readFileSync(new URL('../../fixtures/gpu-kernels.json', import.meta.url), 'utf8'),
) as { tensorflow: string; operations: KernelRegistry };

test('the kernels were recorded from the TensorFlow that is set up', () => {
  expect(recorded.tensorflow).toBe(readWheels().tensorflow);
});

describe.each(presets.map(({ id, plan }) => ({ id, plan })))('$id', ({ plan }) => {
  const settings = {
    plan,
    dataSet: fashionMnist,
    totalSteps: 10,
    pictures: 1000,
    isChunked: false,
    classWeights: null,
    exchangesKernels: false,
    device: 'gpu' as const,
    exact: false,
  };

  test('has a GPU kernel for every operation', () => {
    expect(hostOperations(settings, recorded.operations).withoutKernel).toEqual([]);
  });

  test('has one, too, where the data set is read by chunks and classes are weighed', () => {
    expect(
      hostOperations(
        { ...settings, isChunked: true, classWeights: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) },
        recorded.operations,
      ).withoutKernel,
    ).toEqual([]);
  });

  test('carries nothing but a few numbers between GPU and host in a step', () => {
    expect(hostOperations(settings, recorded.operations).inHostMemory).toEqual([]);
  });
});
