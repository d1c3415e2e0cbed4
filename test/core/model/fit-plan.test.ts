import { expect, test } from 'vitest';
import type { DataSet } from '#core/domain/data-set';
import { fitPlan } from '#core/model/fit-plan';
import { findPreset } from '#core/model/presets';
import { trainingPlanSchema } from '#core/model/training-plan';
import { fashionMnist } from '../../fixtures/fashion-mnist';

const digits: DataSet = {
  ...fashionMnist,
  id: 'digits',
  name: 'Digits',
  classes: ['one', 'two', 'three'],
  shape: { height: 8, width: 8, channels: 1 },
};
const usual = (id: string, dataSet: DataSet) => findPreset(id, dataSet)!.plan;

test.each(['classic', 'convolutional', 'strong', 'best', 'outside'])(
  '%s as it comes becomes what it is for the other set, and back',
  (id) => {
    const there = fitPlan(usual(id, fashionMnist), fashionMnist, digits);
    expect(there).toEqual({ plan: usual(id, digits), notes: [] });
    expect(fitPlan(there.plan, digits, fashionMnist)).toEqual({ plan: usual(id, fashionMnist), notes: [] });
  },
);

test('own settings and layers are kept where they fit; the last layer gets as many units as there are classes', () => {
  const layers = [
    { type: 'flatten' },
    { type: 'dense', units: 7, activation: 'relu' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ];
  const plan = trainingPlanSchema.parse({ ...usual('classic', fashionMnist), learningRate: 0.02, layers });
  const { plan: fitted, notes } = fitPlan(plan, fashionMnist, digits);
  expect(notes).toEqual([]);
  expect(fitted.learningRate).toBe(0.02);
  expect(fitted.layers).toMatchObject([{ type: 'flatten' }, { units: 7 }, { units: 3 }]);
});

test("layers that don't fit give way to the preset's, and that is said", () => {
  const pools = Array.from({ length: 4 }, () => ({ type: 'maxPool', poolSize: 2 }));
  const layers = [...pools, { type: 'flatten' }, { type: 'dense', units: 10, activation: 'softmax' }];
  const plan = trainingPlanSchema.parse({ ...usual('classic', fashionMnist), seed: 5, layers });
  const { plan: fitted, notes } = fitPlan(plan, fashionMnist, digits);
  expect(fitted).toEqual({ ...usual('classic', digits), seed: 5 });
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(
    /^The layers you had don't fit Digits: .+ Those of the classic took their place\.$/,
  );
});

test('without the set it was made for, a plan keeps all that fits', () => {
  const { plan, notes } = fitPlan(usual('classic', fashionMnist), null, digits);
  expect(notes).toEqual([]);
  expect(plan.layers.at(-1)).toMatchObject({ units: 3 });
});
