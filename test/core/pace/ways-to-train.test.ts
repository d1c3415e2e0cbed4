import { describe, expect, test } from 'vitest';
import { automatic, type EngineDescription } from '#core/domain/engine';
import {
  choiceOf,
  choiceToRepeat,
  choiceToResume,
  speedKey,
  waysToTrain,
  withBits,
} from '#core/pace/ways-to-train';

const onGpu: EngineDescription = {
  id: 'tensorflow-gpu',
  library: 'TensorFlow 2.21.0',
  device: 'A card',
  detail: '',
  way: 'compiled',
  bits: 'exact',
};
const onCpu: EngineDescription = {
  ...onGpu,
  id: 'tensorflow-cpu',
  device: 'CPU',
  way: 'scheduled',
  bits: undefined,
};
const layers: EngineDescription = { ...onCpu, id: 'layers', way: undefined };

describe('what trained a run', () => {
  test('is what is asked for to train it the same way, with its way and its bits', () => {
    expect(choiceOf(onGpu)).toEqual({ engine: 'graph', device: 'gpu', way: 'compiled', bits: 'exact' });
    expect(choiceOf(onCpu)).toEqual({ engine: 'graph', device: 'cpu', way: 'scheduled' });
    expect(choiceOf(layers)).toEqual({ engine: 'layers', device: 'auto' });
  });

  test('leaves open what a run stored before it was noted does not tell', () => {
    expect(choiceOf({ ...onGpu, way: undefined, bits: undefined })).toEqual({
      engine: 'graph',
      device: 'gpu',
    });
    expect(choiceOf(null)).toEqual(automatic);
  });

  test('is repeated only where it can be had', () => {
    expect(choiceToRepeat(onGpu, 'tensorflow-gpu')).toEqual(choiceOf(onGpu));
    expect(choiceToRepeat(onGpu, 'tensorflow-cpu')).toBeNull();
    expect(choiceToRepeat(onCpu, 'tensorflow-gpu')).toEqual(choiceOf(onCpu));
    expect(choiceToRepeat(onCpu, 'layers')).toBeNull();
    expect(choiceToRepeat(layers, 'tensorflow-cpu')).toEqual(choiceOf(layers));
  });
});

test('a run is resumed without its way: the checkpoint knows it, and can tell where it is not to be had', () => {
  expect(choiceToResume(onGpu)).toEqual({ engine: 'graph', device: 'gpu', bits: 'exact' });
});

test('bits count only where a GPU may compute', () => {
  expect(withBits(choiceOf(onCpu), 'exact')).toEqual(choiceOf(onCpu));
  expect(withBits(automatic, 'exact')).toEqual({ ...automatic, bits: 'exact' });
  expect(withBits(choiceOf(onGpu), 'fast')).not.toHaveProperty('bits');
  const [gpu, cpu] = waysToTrain('tensorflow-gpu');
  expect(speedKey({ ...gpu!, bits: 'exact' })).not.toBe(speedKey(gpu!));
  expect(speedKey({ ...cpu!, bits: 'exact' })).toBe(speedKey(cpu!));
});

test('only a GPU has the choice between fast and exact', () => {
  const exact = waysToTrain('tensorflow-gpu', 'exact').map(({ device, bits }) => [device, bits]);
  expect(exact).toEqual([
    ['gpu', 'exact'],
    ['cpu', undefined],
    ['auto', undefined],
  ]);
  expect(waysToTrain('tensorflow-gpu', 'fast')).toEqual(waysToTrain('tensorflow-gpu'));
  expect(waysToTrain('tensorflow-cpu', 'exact')).toEqual(waysToTrain('tensorflow-cpu'));
});
