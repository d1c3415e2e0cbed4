import { expect, test } from 'vitest';
import { logitLayers } from '#core/model/logit-layers';
import type { Layer } from '#core/layers/registry';

const flatten: Layer = { type: 'flatten' };
const dense = (activation: 'linear' | 'softmax'): Layer => ({ type: 'dense', units: 10, activation });

test('the last softmax is left out, whether it is a layer or part of one', () => {
  expect(logitLayers([flatten, dense('softmax')])).toEqual([flatten, dense('linear')]);
  const alone: Layer = { type: 'activation', activation: 'softmax' };
  expect(logitLayers([flatten, dense('linear'), alone])).toEqual([flatten, dense('linear')]);
});
