import { dimensionsOf, pictureBytes, type DataSetPictures, type TrainingData } from '../domain/data-set';
import { inMemory, readRange } from '../domain/picture-source';
import { multiplyAdds } from '../model/multiply-adds';
import { batchesOf } from '../model/run-size';
import { checkPlan } from '../model/shapes';
import { bounds, type TrainingPlan } from '../model/training-plan';
import { chooseEngine } from '../tensorflow/choose-engine';
import type { EngineId, TrainingSession, EngineChoice } from '../domain/engine';
import type { Pace } from '../pace/pace';

/** Steps are timed for about so long. */
const measuredSeconds = 1;
/**
 * Multiplications that one step of a probe may take. A plan beyond it is timed with smaller batches, or a single step would
 * take longer than the whole probe should; a GPU would idle on those, and is fast enough for whole ones.
 */
const mostWork: Record<EngineId, number> = {
  'tensorflow-gpu': Infinity,
  'tensorflow-cpu': 2.5e9,
  layers: 3e8,
};
/** A step goes forward once and backward twice. */
const passes = 3;
const mostJudged = 1000;

export interface ProbeOptions {
  plan: TrainingPlan;
  choice: EngineChoice;
  dataset: DataSetPictures;
  /** Instead of `chooseEngine`. */
  choose?: typeof chooseEngine;
}

/**
 * Trains the plan for about a second on some of the real pictures, to see how fast it goes. Its thread settings must stand
 * in the environment. Throws WardrobeError: as `checkPlan`, `chooseEngine` and the engine's `open`.
 */
export async function probePlan({
  plan,
  choice,
  dataset,
  choose = chooseEngine,
}: ProbeOptions): Promise<Pace> {
  const { dataSet } = dataset;
  checkPlan(plan, dataSet);
  const started = performance.now();
  const { engine: chosen, description } = await choose(choice);
  const work = passes * multiplyAdds(plan.layers, dimensionsOf(dataSet.shape));
  const batchSize = Math.max(1, Math.min(plan.batchSize, Math.floor(mostWork[description.id] / work)));
  // Whether it learns is not asked, and a rate that lets it diverge would end the probe.
  const probed = { ...plan, batchSize, epochs: 1, learningRate: bounds.learningRate.min };
  const data = someOf(dataset, batchSize);
  const session = await chosen.open(probed, data);
  try {
    // The first calls prepare kernels and memory, as they do at the start of a run.
    session.runSteps(data.trainIndices, 0, 1);
    const judged = Math.min(mostJudged, Math.max(16, 4 * batchSize), dataset.train.pictures.count);
    predict(session, dataset, judged);
    const startSeconds = secondsSince(started);
    return {
      engine: description,
      startSeconds,
      secondsPerStep: (await timeSteps(session, data.trainIndices, batchSize)) * (plan.batchSize / batchSize),
      secondsPerJudged: predict(session, dataset, judged) / judged,
    };
  } finally {
    session.dispose();
  }
}

/** Enough pictures for a number of whole batches, all of them to train on. */
function someOf({ dataSet, train }: DataSetPictures, batchSize: number): TrainingData {
  const count = Math.min(train.labels.length, Math.max(1024, 16 * batchSize));
  const whole = count < batchSize ? count : count - (count % batchSize);
  const pixels = readRange(train.pictures, 0, whole);
  return {
    dataSet,
    train: {
      pictures: inMemory(pixels, pictureBytes(dataSet.shape)),
      labels: train.labels.subarray(0, whole),
    },
    trainIndices: Int32Array.from({ length: whole }, (_, index) => index),
    validationIndices: Int32Array.of(0),
  };
}

/** Mean seconds of a step. The process hears messages in between. */
async function timeSteps(session: TrainingSession, order: Int32Array, batchSize: number): Promise<number> {
  const all = batchesOf(order.length, batchSize);
  let [spent, taken] = [0, 0];
  while (spent < measuredSeconds) {
    const first = taken % all;
    const count = Math.min(session.chunkSteps, all - first);
    const started = performance.now();
    session.runSteps(order, first, count);
    spent += secondsSince(started);
    taken += count;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return spent / taken;
}

/** Seconds that judging `count` pictures takes: of the training part, as there may be no other. */
function predict(session: TrainingSession, { train }: DataSetPictures, count: number): number {
  const started = performance.now();
  session.predict(readRange(train.pictures, 0, count));
  return secondsSince(started);
}

const secondsSince = (started: number): number => (performance.now() - started) / 1000;
