import { expect, test } from 'vitest';
import { shownSize, toRgba, usualPolarity } from '../../../src/renderer/components/picture-pixels';
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

test('colours stay where they are, and no picture of an own set is turned around', () => {
  const shape = { height: 1, width: 2, channels: 3 };
  const pixels = Uint8Array.of(250, 10, 20, 1, 2, 3);
  expect([...toRgba({ pixels, shape }, usualPolarity({ preparation: 'middle' }))]).toEqual([
    250, 10, 20, 255, 1, 2, 3, 255,
  ]);
  expect(usualPolarity(fashionMnist)).toBe('paper');
});

test('the longer side is as long as is asked', () => {
  expect(shownSize({ height: 12, width: 24, channels: 1 }, 48)).toEqual({ width: 48, height: 24 });
  expect(shownSize(fashionMnist.shape, 52)).toEqual({ width: 52, height: 52 });
});
