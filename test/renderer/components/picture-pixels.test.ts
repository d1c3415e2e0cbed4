import { expect, test } from 'vitest';
import { toRgba } from '../../../src/renderer/components/picture-pixels';
import { fashionMnist } from '../../fixtures/fashion-mnist';

test('paper turns the data set around, model shows it as it is', () => {
  const pixels = new Uint8Array(784);
  pixels[1] = 200;
  expect([...toRgba({ pixels, shape: fashionMnist.shape }, 'paper').subarray(0, 8)]).toEqual([
    255, 255, 255, 255, 55, 55, 55, 255,
  ]);
  expect([...toRgba({ pixels, shape: fashionMnist.shape }, 'model').subarray(0, 8)]).toEqual([
    0, 0, 0, 255, 200, 200, 200, 255,
  ]);
});
