import { pictureCount, type DataSet, type PictureShape } from '../domain/data-set';
import type { EngineDescription } from '../domain/engine';
import { stepsPerEpoch, validationPictures } from '../model/run-size';
import type { TrainingPlan } from '../model/training-plan';

/** How fast one engine trains one plan on this machine, as measured by a probe. */
export interface Pace {
  engine: EngineDescription;
  /** Until the first step: loading the library, compiling the plan, first calls. */
  startSeconds: number;
  /** Of a whole batch. */
  secondsPerStep: number;
  /** Of a validated or tested picture. */
  secondsPerJudged: number;
}

/** How long the whole run would take, in seconds, from the start to its evaluation; early stopping may end it sooner. */
export function runSeconds(plan: TrainingPlan, pace: Pace, dataSet: Pick<DataSet, 'parts'>): number {
  const { startSeconds, secondsPerStep, secondsPerJudged } = pace;
  const epoch =
    stepsPerEpoch(plan, dataSet) * secondsPerStep + validationPictures(plan, dataSet) * secondsPerJudged;
  return startSeconds + plan.epochs * epoch + pictureCount(dataSet.parts.test) * secondsPerJudged;
}

/**
 * What of a plan, and of the pictures' shape, decides its pace: two with the same key take the same time a step and a judged picture. Epochs, seed, learning rate and
 * schedule change nothing.
 */
export function paceKey(plan: TrainingPlan, { height, width, channels }: PictureShape): string {
  const { layers, optimizer, clipNorm, weightAveraging, augmentation, testTimeFlip, batchSize } = plan;
  const changes = Object.entries(augmentation ?? {}).flatMap(([name, value]) => (value ? [name] : []));
  return JSON.stringify([
    layers,
    optimizer.type,
    clipNorm !== null,
    weightAveraging !== null,
    changes,
    testTimeFlip,
    batchSize,
    [height, width, channels],
  ]);
}
