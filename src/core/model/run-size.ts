import { classNames, trainCount } from '../dataset/fashion-mnist';
import type { TrainingPlan } from './training-plan';

const perClass = trainCount / classNames.length;

type Split = Pick<TrainingPlan, 'validationFraction'>;

/** Pictures kept from training to judge each epoch, class by class as `splitTraining` takes them. */
export function validationPictures({ validationFraction }: Split): number {
  return classNames.length * Math.round(perClass * validationFraction);
}

/** Pictures that are trained on: the rest of the training set. */
export function trainingPictures(split: Split): number {
  return trainCount - validationPictures(split);
}

/** Batches that so many pictures make; the last one may be smaller. */
export const batchesOf = (pictures: number, batchSize: number): number => Math.ceil(pictures / batchSize);

export function stepsPerEpoch(plan: Split & Pick<TrainingPlan, 'batchSize'>): number {
  return batchesOf(trainingPictures(plan), plan.batchSize);
}
