import type { splitTraining } from '../data/split';
import type { DataSetPictures } from '../domain/data-set';
import type { EngineDescription, TrainingSession, EngineChoice } from '../domain/engine';
import type { TrainingObserver } from '../domain/training-observer';
import { batchesOf } from '../model/run-size';
import type { TrainingPlan } from '../model/training-plan';
import type { Checkpoint } from '../runs/format/checkpoint-file';
import type { RunWriter } from '../runs/write/run-writer';
import { chooseEngine, type ChosenEngine } from '../tensorflow/choose-engine';
import { TimingRecorder } from './timing-recorder';

/** A run with all that trains and stores it. */
export interface OpenRun {
  plan: TrainingPlan;
  session: TrainingSession;
  engine: EngineDescription;
  trainIndices: Int32Array;
  dataset: DataSetPictures;
  timing: TimingRecorder;
  writer: RunWriter;
  observer: Required<TrainingObserver>;
  /** As `setState` gives it, for a run that goes on. */
  changed: string | null;
}

export interface ToOpen extends Pick<OpenRun, 'plan' | 'dataset' | 'writer' | 'observer'> {
  choice: EngineChoice;
  /** Instead of `chooseEngine`. */
  choose?: ((choice: EngineChoice) => Promise<ChosenEngine>) | undefined;
  split: ReturnType<typeof splitTraining>;
  /** Where a stored run goes on. */
  from: Checkpoint | null;
}

/**
 * Compiles a run's plan; its session stands where the run begins or goes on. Throws WardrobeError: as `chooseEngine` and the
 * engine's `open`, 'bad-input' when the checkpoint is another plan's, 'disk'.
 */
export async function openRun(options: ToOpen): Promise<OpenRun> {
  const { plan, dataset, writer, observer, choice, choose = chooseEngine, split, from } = options;
  const { engine: chosen, description } = await choose(choice);
  observer.engine(description);
  observer.phase(description.newCard ? 'preparing' : 'compiling');
  const { train: trainIndices, validation: validationIndices } = split;
  const session = await chosen.open(plan, { ...dataset, trainIndices, validationIndices });
  try {
    const changed = from && session.setState(from.engine);
    const engine = { ...session.engine, detail: joinDetails(session.engine.detail, description.detail) };
    observer.engine(engine);
    await writer.setEngine(engine, batchesOf(trainIndices.length, plan.batchSize));
    const timing = new TimingRecorder(from?.timings);
    timing.compiled(session.compileSeconds);
    return { plan, session, engine, trainIndices, dataset, timing, writer, observer, changed };
  } catch (error) {
    session.dispose();
    throw error;
  }
}

/** How it runs, and why it was taken. */
function joinDetails(how: string, why: string): string {
  return how.includes(why) || why.includes(how) ? (how.length > why.length ? how : why) : `${how}; ${why}`;
}
