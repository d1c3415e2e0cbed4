import { pictureCount, type DataSet } from '../domain/data-set';
import type { TrainingPlan } from './training-plan';

type Split = Pick<TrainingPlan, 'validationFraction'>;
type Counted = Pick<DataSet, 'parts'>;

/** Pictures kept from training to judge each epoch, class by class as `splitTraining` takes them. */
export function validationPictures({ validationFraction }: Split, { parts }: Counted): number {
  return pictureCount(parts.train.map((count) => Math.round(count * validationFraction)));
}

/** Pictures that are trained on: the rest of the training set. */
export function trainingPictures(split: Split, dataSet: Counted): number {
  return pictureCount(dataSet.parts.train) - validationPictures(split, dataSet);
}

/** Batches that so many pictures make; the last one may be smaller. */
export const batchesOf = (pictures: number, batchSize: number): number => Math.ceil(pictures / batchSize);

export function stepsPerEpoch(plan: Split & Pick<TrainingPlan, 'batchSize'>, dataSet: Counted): number {
  return batchesOf(trainingPictures(plan, dataSet), plan.batchSize);
}
