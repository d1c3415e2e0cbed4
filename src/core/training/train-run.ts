import { fingerprintData } from '../data/data-fingerprint';
import { readDataset } from '../data/fashion-mnist/read-dataset';
import { splitTraining } from '../data/split';
import type { EngineChoice } from '../domain/engine';
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
  dataFolder: string;
  runsFolder: string;
  control: TrainingControl;
  observers?: readonly TrainingObserver[];
  /** Instead of `chooseEngine`. */
  choose?: (choice: EngineChoice) => Promise<ChosenEngine>;
}

export interface TrainRunOptions extends RunOptions {
  name: string;
  plan: TrainingPlan;
  choice: EngineChoice;
}

/**
 * One run, from the data set on disk to the evaluated model on disk; its weights are stored after every epoch. Throws
 * WardrobeError: as `checkPlan`, `readDataset`, `createRun` and `chooseEngine`, and then leaves no run behind; or as
 * `runToEnd`, and then leaves a failed run.
 */
export async function trainRun(options: TrainRunOptions): Promise<RunResult> {
  const { runId, name, plan, choice, choose, control } = options;
  const observer = joinObservers(options.observers ?? []);
  observer.phase('starting');
  const dataset = await readDataset(options.dataFolder);
  const { dataSet } = dataset;
  checkPlan(plan, dataSet);
  const split = splitTraining(dataset.train.labels, plan.validationFraction);
  const writer = await createRun(options.runsFolder, {
    id: runId,
    name,
    plan,
    parameters: countParameters(plan.layers, dataSet),
    createdAt: new Date(),
    data: fingerprintData(split),
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
