import { expect, test } from 'vitest';
import { coach } from '#core/coach/coach';
import type { FindingKind } from '#core/coach/finding';
import type { DataParts } from '#core/domain/data-set';
import { trainingPlanSchema } from '#core/model/training-plan';
import { realDataset } from '../../fixtures/real-dataset';
import {
  copyIntoTraining,
  firstPictures,
  markLabels,
  thinOut,
  wholeData,
} from '../../fixtures/coach/spoil-data';
import { trainRun } from '../../fixtures/coach/train-run';
import type { TrainedRun } from '../../fixtures/coach/trained-run';
import { fashionMnist, findPreset } from '../../fixtures/fashion-mnist';

const classic = findPreset('classic')!.plan;
const tiny = [
  { type: 'flatten' },
  { type: 'dense', units: 4, activation: 'relu' },
  { type: 'dense', units: 10, activation: 'softmax' },
];
const some = (count: number) => (data: DataParts) => firstPictures(data, count, 2000);
type Spoil = (data: DataParts) => DataParts;

const runs: [name: string, fault: FindingKind | null, change: Record<string, unknown>, spoil: Spoil][] = [
  ['the classic', null, { epochs: 3 }, (data) => data],
  ['a rate of 1', 'rate-too-high', { learningRate: 1, epochs: 2 }, some(10_000)],
  ['a rate of 0.000003', 'rate-too-low', { learningRate: 3e-6, epochs: 3 }, some(10_000)],
  ['2,000 pictures, 60 times', 'overfitting', { epochs: 60 }, some(2000)],
  ['four hidden units', 'underfitting', { layers: tiny, epochs: 8, seed: 2 }, (data) => data],
  ['rare shirts', 'class-imbalance', { epochs: 2 }, (data) => thinOut(data, { 6: 0.04 })],
  ['copies', 'label-leakage', { epochs: 1, batchSize: 128 }, (data) => copyIntoTraining(data, 0.2)],
  ['marked pictures', 'label-leakage', { epochs: 2, batchSize: 128 }, markLabels],
];

const validationLoss = ({ curves }: Pick<TrainedRun, 'curves'>): number =>
  curves.findLast(({ kind }) => kind === 'validation')?.loss ?? Infinity;

test.each(runs)(
  '%s, trained here and now: %s',
  async (_, fault, change, spoil) => {
    const plan = trainingPlanSchema.parse({ ...classic, ...change });
    const data = spoil(wholeData(await realDataset(), 0.1));
    const { failure, ...run } = await trainRun(plan, data);
    const found = coach({
      ...run,
      plan,
      dataSet: fashionMnist,
      diverged: failure === 'diverged',
      running: false,
      said: [],
    });
    expect(found.map(({ kind }) => kind)).toEqual(fault === null ? [] : [fault]);

    // The loop of this test knows no early stopping.
    const remedy = found[0]?.remedies.find((one) => one.plan.earlyStopping === null);
    if (!remedy) return;
    const remedied = await trainRun(remedy.plan, data);
    expect(remedied.failure).toBeNull();
    expect(validationLoss(remedied), remedy.label).toBeLessThan(validationLoss(run));
  },
  300_000,
);
