import type { Dataset } from '../dataset/read-dataset';
import type { splitTraining } from '../dataset/split';
import type { TrainingPlan } from '../model/training-plan';
import type { RunTimings } from '../runs/run-format';
import type { RunWriter } from '../runs/run-writer';
import { chooseEngine, type ChosenEngine } from '../tensorflow/choose-engine';
import type { EngineDescription, TrainingSession } from './engine';
import type { EngineChoice } from './engine-choice';
import { TimingRecorder } from './timing-recorder';
import type { TrainingObserver } from './training-observer';

/** A run with all that trains and stores it. */
export interface OpenRun {
  plan: TrainingPlan;
  session: TrainingSession;
  engine: EngineDescription;
  trainIndices: Int32Array;
  dataset: Dataset;
  timing: TimingRecorder;
  writer: RunWriter;
  observer: Required<TrainingObserver>;
}

export interface ToOpen extends Pick<OpenRun, 'plan' | 'dataset' | 'writer' | 'observer'> {
  choice: EngineChoice;
  /** Instead of `chooseEngine`. */
  choose?: ((choice: EngineChoice) => Promise<ChosenEngine>) | undefined;
  split: ReturnType<typeof splitTraining>;
  /** Of the same run up to where it goes on. */
  timings: RunTimings | null;
}

/** Compiles a run's plan. Throws WardrobeError: as `chooseEngine` and the engine's `open`, 'disk'. */
export async function openRun(options: ToOpen): Promise<OpenRun> {
  const { plan, dataset, writer, observer, choice, choose = chooseEngine, split } = options;
  const { engine: chosen, description } = await choose(choice);
  observer.engine(description);
  observer.phase('compiling');
  const { train: trainIndices, validation: validationIndices } = split;
  const session = await chosen.open(plan, { ...dataset, trainIndices, validationIndices });
  const engine = { ...session.engine, detail: joinDetails(session.engine.detail, description.detail) };
  observer.engine(engine);
  try {
    await writer.setEngine(engine, Math.ceil(trainIndices.length / plan.batchSize));
  } catch (error) {
    session.dispose();
    throw error;
  }
  const timing = new TimingRecorder(options.timings);
  timing.compiled(session.compileSeconds);
  return { plan, session, engine, trainIndices, dataset, timing, writer, observer };
}

/** How it runs, and why it was taken. */
function joinDetails(how: string, why: string): string {
  return how.includes(why) || why.includes(how) ? (how.length > why.length ? how : why) : `${how}; ${why}`;
}
