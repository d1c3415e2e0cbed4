import { readDataset, type Dataset } from '../dataset/read-dataset';
import { splitTraining } from '../dataset/split';
import { toErrorInfo } from '../errors';
import type { Evaluation } from '../evaluation/evaluation';
import { checkPlan, countParameters } from '../model/shapes';
import type { TrainingPlan } from '../model/training-plan';
import { createRun, type RunWriter } from '../runs/run-writer';
import { chooseEngine } from '../tensorflow/choose-engine';
import type { EngineDescription, TrainingEngine, TrainingSession } from './engine';
import type { EngineChoice } from './engine-choice';
import { evaluateSession } from './evaluate-session';
import { joinObservers } from './join-observers';
import { RunJournal } from './run-journal';
import { trainEpochs } from './train-epochs';
import type { TrainingControl } from './training-control';
import type { TrainingObserver } from './training-observer';

export interface TrainRunOptions {
  /** Also the name of the run's folder. */
  runId: string;
  name: string;
  plan: TrainingPlan;
  choice: EngineChoice;
  dataFolder: string;
  runsFolder: string;
  control: TrainingControl;
  observers?: readonly TrainingObserver[];
  /** Instead of `chooseEngine`, for tests that inject faults. */
  choose?: (choice: EngineChoice) => Promise<{ engine: TrainingEngine; description: EngineDescription }>;
}

export interface TrainRunResult {
  outcome: 'completed' | 'stopped' | 'discarded';
  engine: EngineDescription;
  /** Null when the run was discarded. */
  evaluation: Evaluation | null;
  /** Spent on training and validation, pauses left out. */
  seconds: number;
  folder: string;
}

/**
 * One run from the data set on disk to the evaluated model on disk; its weights are stored after every epoch. Throws
 * WardrobeError: as `checkPlan`, `readDataset`, `createRun` and `chooseEngine` (then no run is left behind), or what
 * ended the training, 'diverged' for one; the run is then stored as failed with the weights of its last whole epoch.
 */
export async function trainRun(options: TrainRunOptions): Promise<TrainRunResult> {
  const { runId, name, plan, choice, dataFolder, runsFolder, control } = options;
  const observer = joinObservers(options.observers ?? []);
  observer.phase('starting');
  checkPlan(plan);
  const dataset = await readDataset(dataFolder);
  const parameters = countParameters(plan.layers);
  const writer = await createRun(runsFolder, { id: runId, name, plan, parameters, createdAt: new Date() });
  let session: TrainingSession;
  let trainIndices: Int32Array;
  try {
    ({ session, trainIndices } = await openSession(options, dataset, observer));
    await writer.setEngine(session.engine);
  } catch (error) {
    await writer.discard().catch(() => undefined);
    throw error;
  }
  try {
    return await new Run(session, writer, dataset, { ...options, observer, trainIndices }).train();
  } finally {
    session.dispose();
  }
  void [choice, control];
}
