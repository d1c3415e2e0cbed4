import { balancedClassWeights } from '../../data/class-weights';
import type { TrainingData } from '../../domain/data-set';
import type { TrainingPlan } from '../../model/training-plan';

/** What a plan multiplies the loss of each class by in training; null where all pictures count the same. */
export function classWeightsOf(
  { classWeights }: Pick<TrainingPlan, 'classWeights'>,
  { dataSet, train, trainIndices }: TrainingData,
): Float32Array | null {
  if (classWeights === 'none') return null;
  return balancedClassWeights(train.labels, dataSet.classes.length, trainIndices);
}
