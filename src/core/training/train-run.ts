import { fingerprintData } from '../data/data-fingerprint';
import { openDataSet, type DataSetVersion } from '../data/open-data-set';
import { splitTraining } from '../data/split';
import type { EngineChoice } from '../domain/engine';
import { WardrobeError } from '../domain/errors';
import { firstLoopState } from '../domain/loop-state';
import type { TrainingObserver } from '../domain/training-observer';
import { checkPlan, countParameters } from '../model/shapes';
import type { TrainingPlan } from '../model/training-plan';
import { createRun } from '../runs/write/run-writer';
import type { ChosenEngine } from '../tensorflow/choose-engine';
import { joinObservers } from './join-observers';
import { openRun } from './open-run';
import { runToEnd, type RunResult } from './run-to-end';
import type { TrainingControl } from './training-control';

export interface RunOptions {
  /** Also the name of the run's folder. */
  runId: string;
  /** Holds the data sets. */
  home: string;
  runsFolder: string;
  control: TrainingControl;
  observers?: readonly TrainingObserver[];
  /** Instead of `chooseEngine`. */
  choose?: (choice: EngineChoice) => Promise<ChosenEngine>;
}

export interface TrainRunOptions extends RunOptions {
  name: string;
  data: DataSetVersion;
  plan: TrainingPlan;
  choice: EngineChoice;
}

/**
 * One run, from the data set on disk to the evaluated model on disk; its weights are stored after every epoch. Throws
 * WardrobeError: as `checkPlan`, `openDataSet`, `createRun` and `chooseEngine`, and then leaves no run behind; or as
 * `runToEnd`, and then leaves a failed run.
 */
export async function trainRun(options: TrainRunOptions): Promise<RunResult> {
  const { runId, name, plan, choice, choose, control } = options;
  const observer = joinObservers(options.observers ?? []);
  observer.phase('starting');
  const dataset = await openDataSet(options.home, options.data.id, options.data.version);
  const { dataSet } = dataset;
  checkPlan(plan, dataSet);
  const split = splitTraining(dataset.train.labels, plan.validationFraction);
  if (split.validation.length === 0) throw tooFew();
  const writer = await createRun(options.runsFolder, {
    id: runId,
    name,
    plan,
    parameters: countParameters(plan.layers, dataSet),
    createdAt: new Date(),
    dataSet,
    data: fingerprintData(dataSet, split),
  });
  const from = null;
  const run = await openRun({ plan, dataset, split, writer, observer, choice, choose, from }).catch(
    async (error: unknown) => {
      await writer.discard().catch(() => undefined);
      throw error;
    },
  );
  try {
    return await runToEnd(run, control, { loop: firstLoopState, seconds: 0, warning: null });
  } finally {
    run.session.dispose();
  }
}

const tooFew = (): WardrobeError =>
  new WardrobeError(
    'bad-input',
    'There are too few pictures: none could be held back to see how training goes.',
    'Add pictures, so that each class has at least two to train on.',
  );
