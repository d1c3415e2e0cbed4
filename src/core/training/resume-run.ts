import { join } from 'node:path';
import { openSameSet } from '../data/open-data-set';
import { splitTraining } from '../data/split';
import type { EngineDescription } from '../domain/engine';
import { WardrobeError, type ErrorInfo } from '../domain/errors';
import type { LoopState } from '../domain/loop-state';
import type { TrainingObserver } from '../domain/training-observer';
import type { CurvePoint } from '../domain/training-progress';
import { dataSetOf } from '../runs/format/run-data-set';
import { readGoingOn } from '../runs/resume/going-on';
import { cutToCheckpoint, reopenRun, type ReopenedRun } from '../runs/resume/reopen-run';
import { joinObservers } from './join-observers';
import { openRun, type OpenRun } from './open-run';
import { runToEnd, type RunResult } from './run-to-end';
import type { RunOptions } from './train-run';

export interface ResumeRunOptions extends RunOptions {
  /** The run's new total of epochs, more than it has trained; null leaves it. */
  epochs: number | null;
}

/**
 * Resumes a stored run from its last checkpoint, on the engine it was trained with: on the CPU it ends with the same bits as
 * if it had never stopped. With more epochs than before, a learning rate schedule is stretched over all of them: the rate
 * continues with its value in a run of that length, which may be higher than the last one, and then falls as planned. Epochs
 * added to a completed run get the full patience of early stopping. Throws WardrobeError: as `openSameSet`, `reopenRun` and
 * `chooseEngine`, and then leaves the run unchanged; or as `runToEnd`.
 */
export async function resumeRun(options: ResumeRunOptions): Promise<RunResult> {
  const { runId, epochs, control } = options;
  const observer = joinObservers(options.observers ?? []);
  observer.phase('starting');
  const { record } = await readGoingOn(join(options.runsFolder, runId), epochs);
  const dataset = await openSameSet(options.home, dataSetOf(record));
  const reopened = await reopenRun(options.runsFolder, runId, epochs);
  const { writer, checkpoint, plan } = reopened;
  const { run, points } = await open(options, reopened, dataset, observer).catch(async (error: unknown) => {
    await writer.letGo().catch(() => undefined);
    throw error;
  });
  try {
    const { step } = checkpoint.engine;
    const { stepsPerEpoch } = reopened.record;
    observer.resumed({ step, epoch: step / stepsPerEpoch!, epochs: plan.epochs }, points);
    const warning = warningOf(reopened, run);
    return await runToEnd(run, control, { loop: loopOf(reopened), seconds: checkpoint.seconds, warning });
  } finally {
    run.session.dispose();
  }
}

async function open(
  { choose }: ResumeRunOptions,
  reopened: ReopenedRun,
  dataset: OpenRun['dataset'],
  observer: Required<TrainingObserver>,
): Promise<{ run: OpenRun; points: CurvePoint[] }> {
  const { plan, writer, choice, checkpoint, record } = reopened;
  const split = splitTraining(dataset.train.labels, plan.validationFraction);
  const from = checkpoint;
  const run = await openRun({ plan, dataset, split, writer, observer, choice, choose, from }).catch(
    (error: unknown) => {
      throw record.engine ? explained(error, record.engine) : error;
    },
  );
  try {
    return { run, points: await cutToCheckpoint(reopened) };
  } catch (error) {
    run.session.dispose();
    throw error;
  }
}

/**
 * The state of the loop to resume from. Early stopping gets its full patience again where a completed run had ended, also
 * when the process died before the first checkpoint of the epochs that were added.
 */
function loopOf({ checkpoint: { loop, engine }, record }: ReopenedRun): LoopState {
  const { earlyStopping } = loop;
  const { status, before } = record;
  const completedHere =
    status === 'completed' || (before?.status === 'completed' && before.step === engine.step);
  if (!completedHere || earlyStopping === null) return loop;
  return { ...loop, earlyStopping: { ...earlyStopping, waited: 0 } };
}

function explained(error: unknown, { library, device }: EngineDescription): unknown {
  if (!(error instanceof WardrobeError) || error.kind !== 'unsupported') return error;
  return new WardrobeError(
    'unsupported',
    `This run was trained with ${library} on ${device}, and can continue only there. ${error.message}`,
    'Make that engine available again, or start a new run from its plan on the one that is here.',
    { cause: error },
  );
}

/** All warnings in one; null when there are none. */
function warningOf({ warning, record }: ReopenedRun, { engine, changed }: OpenRun): ErrorInfo | null {
  const before = record.engine?.library;
  const otherLibrary =
    before && before !== engine.library
      ? `This run was trained with ${before} and continues with ${engine.library}.`
      : null;
  const others = [otherLibrary, changed].filter((message) => message !== null);
  if (others.length === 0) return warning;
  return {
    kind: warning?.kind ?? 'unsupported',
    message: [warning?.message, ...others].filter(Boolean).join(' '),
    hint: [warning?.hint, 'It may end in other last digits than one that had not been stopped.']
      .filter(Boolean)
      .join(' '),
  };
}
