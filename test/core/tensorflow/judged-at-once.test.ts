import { expect, test } from 'vitest';
import { judgedAtOnce } from '#core/tensorflow/session/judged-at-once';
import { planOf } from './graph-support';
import { fashionMnist } from '../../fixtures/fashion-mnist';

const output = [{ type: 'globalAvgPool' }, { type: 'dense', units: 10, activation: 'softmax' }];
const wide = { type: 'conv2d', filters: 1024, kernelSize: 1 };
const narrow = { type: 'conv2d', filters: 1, kernelSize: 1 };

test('as many pictures are judged at once as the widest layer allows, where it may stand', () => {
  expect(judgedAtOnce(planOf({}), fashionMnist.shape, 1000)).toBe(1000);
  expect(judgedAtOnce(planOf({}), fashionMnist.shape, 250)).toBe(250);
  const conv = planOf({ layers: [{ ...narrow, filters: 32 }, ...output] });
  expect(judgedAtOnce(conv, fashionMnist.shape, 1000)).toBe(318);
  expect(judgedAtOnce({ ...conv, testTimeFlip: true }, fashionMnist.shape, 1000)).toBe(159);
  const first = planOf({ layers: [wide, ...output] });
  const within = planOf({ layers: [{ type: 'residual', layers: [wide, narrow] }, ...output] });
  expect(judgedAtOnce(first, fashionMnist.shape, 1000)).toBe(16);
  expect(judgedAtOnce(within, fashionMnist.shape, 1000)).toBe(16);
});
