import { expect, test } from 'vitest';
import { largerModel, moreDropout, weighClasses } from '#core/coach/remedies';
import { trainingPlanSchema } from '#core/model/training-plan';
import { fashionMnist, findPreset } from '../../fixtures/fashion-mnist';

const planOf = (...layers: object[]) =>
  trainingPlanSchema.parse({ ...findPreset('classic')!.plan, layers: [{ type: 'flatten' }, ...layers] });
const dense = (units: number, activation = 'relu') => ({ type: 'dense', units, activation });
const dropout = (rate: number) => ({ type: 'dropout', rate });

test.each([
  { name: 'softmax within the last layer', end: [dense(10, 'softmax')] },
  {
    name: 'softmax as a separate layer',
    end: [dense(10, 'linear'), { type: 'activation', activation: 'softmax' }],
  },
])('$name: remedies leave the layer that answers as it is', ({ end }) => {
  const layersAfter = (remedy: ReturnType<typeof largerModel>) => remedy?.plan.layers;
  expect(layersAfter(largerModel(planOf(dense(4), ...end), fashionMnist))).toEqual(
    planOf(dense(128), ...end).layers,
  );
  expect(layersAfter(largerModel(planOf(...end), fashionMnist))).toEqual(planOf(dense(128), ...end).layers);
  expect(layersAfter(moreDropout(planOf(dense(64), ...end), fashionMnist))).toEqual(
    planOf(dense(64), dropout(0.3), ...end).layers,
  );
  expect(layersAfter(moreDropout(planOf(dense(64), dropout(0.2), ...end), fashionMnist))).toEqual(
    planOf(dense(64), dropout(0.4), ...end).layers,
  );
  expect(moreDropout(planOf(...end), fashionMnist)).toBeNull();
});

test('class weights are offered once', () => {
  const { plan } = findPreset('classic')!;
  const remedy = weighClasses(plan)!;
  expect(remedy.plan).toEqual({ ...plan, classWeights: 'balanced' });
  expect(remedy.changes).toEqual([{ setting: 'class weights', from: 'none', to: 'balanced' }]);
  expect(weighClasses(remedy.plan)).toBeNull();
});
