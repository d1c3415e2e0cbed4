import { fingerprintData } from '../dataset/data-fingerprint';
import { readDataset, type Dataset } from '../dataset/read-dataset';
import { splitTraining } from '../dataset/split';
import { toErrorInfo, WardrobeError } from '../errors';
import type { Evaluation } from '../evaluation/evaluation';
import { checkPlan, countParameters } from '../model/shapes';
import type { TrainingPlan } from '../model/training-plan';
import { createRun, type RunWriter } from '../runs/run-writer';
import { chooseEngine, type ChosenEngine } from '../tensorflow/choose-engine';
import type { EngineDescription, TrainingSession } from './engine';
import type { EngineChoice } from './engine-choice';
import { evaluateSession } from './evaluate-session';
import { joinObservers } from './join-observers';
import { RunJournal } from './run-journal';
import { Stopwatch } from './stopwatch';
import { TimingRecorder } from './timing-recorder';
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
  /** Instead of `chooseEngine`. */
  choose?: (choice: EngineChoice) => Promise<ChosenEngine>;
}

export interface TrainRunResult {
  /** 'discarded' also when it was stopped before its first step, whatever was to be kept. */
  outcome: 'completed' | 'stopped' | 'discarded';
  engine: EngineDescription;
  /** Null when the run was discarded. */
  evaluation: Evaluation | null;
  /** Spent on training and validation, pauses left out. */
  seconds: number;
  folder: string;
}

interface OpenRun {
  session: TrainingSession;
  engine: EngineDescription;
  trainIndices: Int32Array;
  dataset: Dataset;
  timing: TimingRecorder;
  writer: RunWriter;
  observer: Required<TrainingObserver>;
}

/**
 * One run, from the data set on disk to the evaluated model on disk; its weights are stored after every epoch. Throws
 * WardrobeError: as `checkPlan`, `readDataset`, `createRun` and `chooseEngine`, and then leaves no run behind; or what
 * ended the training, as 'diverged', and then leaves a failed run with the weights of its last
 * whole epoch, if there is one.
 */
export async function trainRun(options: TrainRunOptions): Promise<TrainRunResult> {
  const { runId, name, plan } = options;
  const observer = joinObservers(options.observers ?? []);
  observer.phase('starting');
  checkPlan(plan);
  const dataset = await readDataset(options.dataFolder);
  const split = splitTraining(dataset.train.labels, plan.validationFraction);
  const parameters = countParameters(plan.layers);
  const writer = await createRun(options.runsFolder, {
    id: runId,
    name,
    plan,
    parameters,
    createdAt: new Date(),
    data: fingerprintData(split),
  });
  const run = await open(options, dataset, split, writer, observer).catch(async (error: unknown) => {
    await writer.discard().catch(() => undefined);
    throw error;
  });
  try {
    return await train(options, run);
  } finally {
    run.session.dispose();
  }
}

async function open(
  { plan, choice, choose = chooseEngine }: TrainRunOptions,
  dataset: Dataset,
  split: ReturnType<typeof splitTraining>,
  writer: RunWriter,
  observer: Required<TrainingObserver>,
): Promise<OpenRun> {
  const { engine: chosen, description } = await choose(choice);
  observer.engine(description);
  observer.phase('compiling');
  const { train: trainIndices, validation: validationIndices } = split;
  const session = await chosen.open(plan, { ...dataset, trainIndices, validationIndices });
  const engine = { ...session.engine, detail: joinDetails(session.engine.detail, description.detail) };
  observer.engine(engine);
  try {
    await writer.setEngine(engine);
  } catch (error) {
    session.dispose();
    throw error;
  }
  const timing = new TimingRecorder();
  timing.compiled(session.compileSeconds);
  return { session, engine, trainIndices, dataset, timing, writer, observer };
}

async function train({ plan, control }: TrainRunOptions, run: OpenRun): Promise<TrainRunResult> {
  const { session, engine, trainIndices, dataset, timing, writer, observer } = run;
  const stopwatch = new Stopwatch();
  const journal = new RunJournal(writer, observer.warning);
  const recording = joinObservers([{ points: (points) => journal.add(points) }, timing, observer]);
  try {
    observer.phase('training');
    const { stopped, steps } = await trainEpochs({
      session,
      plan,
      trainIndices,
      control,
      observer: recording,
      stopwatch,
      onEpochEnd: ({ epoch }) =>
        Promise.all([journal.flush(), journal.keepWeights(epoch, session.getState().weights)]),
    });
    const { seconds } = stopwatch;
    const discarded = {
      outcome: 'discarded',
      engine,
      evaluation: null,
      seconds,
      folder: writer.folder,
    } as const;
    if (stopped) observer.phase('stopping');
    if (stopped && (!stopped.keep || steps === 0)) {
      await writer.discard();
      return discarded;
    }
    await journal.flush();
    await writer.saveWeights(session.getState().weights);
    observer.phase('evaluating');
    const { evaluation, probabilities } = await timing.evaluation(() =>
      evaluateSession(session, dataset.test),
    );
    if (control.stopRequest?.keep === false) {
      await writer.discard();
      return discarded;
    }
    await writer.saveEvaluation(evaluation, probabilities);
    const outcome = stopped ? 'stopped' : 'completed';
    await writer.finish(outcome, { seconds, timings: timing.timings });
    return { outcome, engine, evaluation, seconds, folder: writer.folder };
  } catch (error) {
    await journal.flush();
    const failure = withWhatIsKept(error, journal.keptEpoch);
    // What ended the run is worth more to people than that it could not be noted, too.
    await writer
      .finish('failed', {
        seconds: stopwatch.seconds,
        timings: timing.timings,
        error: toErrorInfo(failure),
      })
      .catch(() => undefined);
    throw failure;
  }
}

/** A divergence also says what is left of the run. */
function withWhatIsKept(error: unknown, keptEpoch: number | null): unknown {
  if (!(error instanceof WardrobeError) || error.kind !== 'diverged') return error;
  const kept =
    keptEpoch === null
      ? 'No model was kept: the first epoch had not ended.'
      : `The model as it was after epoch ${keptEpoch} is kept.`;
  const hint = [error.hint, kept].filter(Boolean).join(' ');
  return new WardrobeError(error.kind, error.message, hint, { cause: error });
}

/** How it runs, and why it was taken. */
function joinDetails(how: string, why: string): string {
  return how.includes(why) || why.includes(how) ? (how.length > why.length ? how : why) : `${how}; ${why}`;
}
