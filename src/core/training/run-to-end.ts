import type { EngineDescription } from '../domain/engine';
import { toErrorInfo, WardrobeError, type ErrorInfo } from '../domain/errors';
import { firstLoopState, type LoopState } from '../domain/loop-state';
import type { Evaluation } from '../evaluation/evaluation';
import type { Checkpoint } from '../runs/format/checkpoint-file';
import type { RunRecord } from '../runs/format/run-format';
import { CheckpointKeeper } from './checkpoint-keeper';
import { evaluateSession } from './evaluate-session';
import { joinObservers } from './join-observers';
import type { OpenRun } from './open-run';
import { RunJournal } from './run-journal';
import { Stopwatch } from './stopwatch';
import { trainEpochs } from './train-epochs';
import type { TrainingControl } from './training-control';

export interface RunResult {
  /**
   * 'discarded' also when a new run was stopped before its first step, whatever was to be kept; 'as-before': it had ended
   * once before it went on, and is as it was then.
   */
  outcome: 'completed' | 'stopped' | 'discarded' | 'as-before';
  engine: EngineDescription;
  /** Null when nothing new was kept, and for a set without a test part. */
  evaluation: Evaluation | null;
  /** Of training and validation in the whole run, pauses left out. */
  seconds: number;
  folder: string;
  stoppedEarly: RunRecord['stoppedEarly'];
}

/** Where a run begins or goes on; its session stands there. */
export interface Beginning {
  loop: LoopState;
  /** Spent up to here. */
  seconds: number;
  /** What there is to warn of as long as it trains. */
  warning: ErrorInfo | null;
}

/**
 * Trains an open run from where it stands, judges and stores it. Checkpoints are written on the way, and one at the end,
 * from which it can go on. Throws WardrobeError with what ended the training, as 'diverged', and then leaves a failed run
 * with the weights of its last whole epoch, if there is one.
 */
export async function runToEnd(run: OpenRun, control: TrainingControl, from: Beginning): Promise<RunResult> {
  const { plan, session, engine, timing, writer, observer } = run;
  const stopwatch = new Stopwatch(from.seconds);
  const journal = new RunJournal(writer, observer.warning, from.warning);
  if (from.warning) observer.warning(from.warning);
  let loop: () => LoopState = () => from.loop;
  const take = (): Checkpoint => ({
    plan,
    seconds: stopwatch.seconds,
    timings: timing.timings,
    loop: loop(),
    engine: session.getState(),
  });
  const checkpoints = new CheckpointKeeper(journal, take, from.loop);
  const ended = (outcome: RunResult['outcome']): RunResult => ({
    outcome,
    engine,
    evaluation: null,
    seconds: stopwatch.seconds,
    folder: writer.folder,
    stoppedEarly: null,
  });
  const discard = async (): Promise<RunResult> => {
    await checkpoints.settle();
    const goesBack = writer.hadEnded;
    await (goesBack ? writer.goBack() : writer.discard());
    return ended(goesBack ? 'as-before' : 'discarded');
  };
  try {
    observer.phase('training');
    const { stopped, state, isEarly } = await trainEpochs({
      ...run,
      observer: joinObservers([{ points: (points) => journal.add(points) }, timing, observer]),
      control,
      stopwatch,
      from: from.loop,
      onBoundary: (boundary, stateNow) => {
        loop = stateNow;
        checkpoints.consider(boundary);
      },
      onEpochEnd: ({ epoch }, weights) =>
        // A model that had been judged stays with its figures until there is a better one to take its place.
        writer.hadEnded
          ? journal.flush()
          : Promise.all([journal.flush(), journal.keepWeights(epoch, weights())]),
    });
    loop = () => state;
    if (stopped) observer.phase('stopping');
    const hasNothingNew =
      isSamePlace(state, firstLoopState) || (writer.hadEnded && isSamePlace(state, from.loop));
    if (stopped && (!stopped.keep || hasNothingNew)) return await discard();
    await checkpoints.keepLast();
    if (!stopped && state.best) session.setState({ ...session.getState(), weights: [...state.best] });
    const { weights } = session.getState();
    if (!writer.hadEnded) await writer.saveWeights(weights);
    observer.phase('evaluating');
    const { dataSet, test } = run.dataset;
    const hasTest = test.labels.length > 0;
    const judged = hasTest
      ? await timing.evaluation(() =>
          evaluateSession(session, test, dataSet, () => control.stopRequest?.keep === false),
        )
      : null;
    if (hasTest && judged === null) return await discard();
    if (writer.hadEnded) await writer.saveWeights(weights);
    await checkpoints.keepLastAgain();
    await journal.flush();
    if (judged) await writer.saveEvaluation(judged.evaluation, judged.probabilities);
    const outcome = stopped ? 'stopped' : 'completed';
    const best = state.earlyStopping?.bestEpoch;
    const stoppedEarly = isEarly && best !== undefined ? { epoch: state.epoch - 1, bestEpoch: best } : null;
    const { seconds } = stopwatch;
    await writer.finish(outcome, { seconds, timings: timing.timings, stoppedEarly });
    return { ...ended(outcome), evaluation: judged?.evaluation ?? null, stoppedEarly };
  } catch (error) {
    await journal.flush();
    await checkpoints.settle();
    const failure = withWhatIsKept(error, writer.hadEnded, journal.keptEpoch);
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

const isSamePlace = (a: LoopState, b: LoopState): boolean => a.epoch === b.epoch && a.step === b.step;

/** A divergence also says what is left of the run. */
function withWhatIsKept(error: unknown, hadEnded: boolean, keptEpoch: number | null): unknown {
  if (!(error instanceof WardrobeError) || error.kind !== 'diverged') return error;
  const kept = hadEnded
    ? 'The model as it was before the run went on is kept.'
    : keptEpoch === null
      ? 'No model was kept: the first epoch had not ended.'
      : `The model as it was after epoch ${keptEpoch} is kept.`;
  const hint = [error.hint, kept].filter(Boolean).join(' ');
  return new WardrobeError(error.kind, error.message, hint, { cause: error });
}
