import { pictureCount, type DataSet } from '../../domain/data-set';
import { stepsPerEpoch, trainingPictures } from '../run-size';
import type { TrainingPlan } from '../training-plan';

/** Few pictures are gone through more often, and in smaller batches, so that the weights are corrected often enough. */
const leastBatch = 8;
const leastStepsAnEpoch = 16;
const mostEpochs = 200;
/** Of more pictures than this, a preset does not see more in the whole training than its epochs over so many. */
const manyPictures = 200_000;

/** Part of the training pictures for validation: about 100 of them, between a tenth and a fifth. */
const validation = { pictures: 100, least: 0.1, most: 0.2 };

type Counted = Pick<DataSet, 'parts'>;

/**
 * A plan made for many pictures, fitted to how many the set has: batches, epochs for at least so many steps where that is not too many
 * epochs, the validation part. The learning rate goes with the root of the batch.
 */
export function fitTraining(plan: TrainingPlan, set: Counted, leastSteps: number): TrainingPlan {
  const validationFraction = validationFractionFor(set);
  const pictures = trainingPictures({ validationFraction }, set);
  const batchSize = batchSizeFor(pictures, plan.batchSize);
  const learningRate = Number(
    (plan.learningRate * Math.sqrt(Math.min(1, batchSize / plan.batchSize))).toPrecision(2),
  );
  const steps = Math.max(1, stepsPerEpoch({ validationFraction, batchSize }, set));
  const most = Math.max(2, Math.round(plan.epochs * Math.min(1, manyPictures / Math.max(1, pictures))));
  const wanted = Math.min(mostEpochs, Math.ceil(leastSteps / steps));
  return {
    ...plan,
    validationFraction,
    batchSize,
    learningRate,
    epochs: Math.max(Math.min(plan.epochs, most), wanted),
  };
}

/** A power of 2 that makes at least 16 steps an epoch, between 8 and `most`; no more than there are. */
function batchSizeFor(pictures: number, most: number): number {
  const fitting = 2 ** Math.floor(Math.log2(Math.max(1, pictures / leastStepsAnEpoch)));
  return Math.max(1, Math.min(most, Math.max(leastBatch, fitting), pictures));
}

/** Also one picture of every class that has two, if need be, as `splitTraining` rounds. */
export function validationFractionFor({ parts: { train } }: Counted): number {
  const wanted = validation.pictures / Math.max(1, pictureCount(train));
  const fewest = Math.min(...train.filter((count) => count > 1));
  const ofEach = Number.isFinite(fewest) ? 0.5 / fewest : 0;
  const fraction = Math.max(Math.min(validation.most, Math.max(validation.least, wanted)), ofEach);
  return Math.ceil(100 * fraction - 1e-9) / 100;
}
