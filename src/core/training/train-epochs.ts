import type { StepSums, TrainingSession } from '../domain/engine';
import type { LoopState } from '../domain/loop-state';
import type { NamedTensor } from '../domain/named-tensor';
import type { EpochSummary, TrainingObserver } from '../domain/training-observer';
import type { CurvePoint } from '../domain/training-progress';
import { batchesOf } from '../model/run-size';
import type { TrainingPlan } from '../model/training-plan';
import { shuffledOrder } from '../random/random';
import { CurveRecorder } from './curve-recorder';
import { guardAgainstDivergence } from './divergence-guard';
import { EarlyStopping } from './early-stopping';
import { ProgressMeter } from './progress-meter';
import { addSums, means, sumOf } from './step-sums';
import type { Stopwatch } from './stopwatch';
import type { StopRequest, TrainingControl } from './training-control';

/** Moments between two steps. */
export type Boundary = 'chunk' | 'epoch' | 'pause';

export interface EpochsOptions {
  /** Stands where `from` does. */
  session: TrainingSession;
  plan: TrainingPlan;
  trainIndices: Int32Array;
  control: TrainingControl;
  observer: Required<TrainingObserver>;
  /** Gets the time spent on steps and validation, pauses left out. */
  stopwatch: Stopwatch;
  from: LoopState;
  /** Called between two steps; `state` gives where the loop stands then, the session stands there, too. */
  onBoundary?(boundary: Boundary, state: () => LoopState): void;
  /** Awaited before training goes on. */
  onEpochEnd?(summary: EpochSummary, weights: () => readonly NamedTensor[]): Promise<unknown>;
}

export interface EpochsResult {
  /** Null when all epochs were trained, or early stopping ended them. */
  stopped: StopRequest | null;
  /** Where it ended. */
  state: LoopState;
  /** Early stopping ended it. */
  isEarly: boolean;
}

/**
 * The training loop: epochs of shuffled batches and a validation after each, in chunks between which the process hears
 * messages and looks at `control`. From any state it has been in it goes on as if it had never stopped, to the
 * last bit: sums of float32 losses are exact in double, so it does not matter how steps were cut into chunks. Throws
 * WardrobeError('diverged') and what the session throws.
 */
export async function trainEpochs(options: EpochsOptions): Promise<EpochsResult> {
  const { session, plan, trainIndices, control, observer, stopwatch, from } = options;
  const stepsPerEpoch = batchesOf(trainIndices.length, plan.batchSize);
  const recorder = new CurveRecorder(plan, stepsPerEpoch, from.pointSums);
  const meter = new ProgressMeter(
    { epochs: plan.epochs, stepsPerEpoch, examplesPerEpoch: trainIndices.length },
    from.validation,
  );
  const early = new EarlyStopping(plan.earlyStopping, from.earlyStopping, from.best);
  let { epoch, step } = from;
  let epochStartedAt = stopwatch.seconds - from.epochSeconds;
  // Older checkpoints keep the last epoch's sums where the next one begins.
  meter.startEpoch(epoch, step, step === 0 ? null : from.epochSums);

  const tell = (points: CurvePoint[]): void => {
    if (points.length > 0) observer.points(points);
    observer.progress(meter.progress());
  };
  const timed = (work: () => StepSums): { sums: StepSums; took: number } => {
    const before = stopwatch.seconds;
    const sums = stopwatch.time(work);
    return { sums, took: stopwatch.seconds - before };
  };
  const state = (): LoopState => ({
    epoch,
    step,
    epochSums: meter.sums,
    pointSums: recorder.sums,
    epochSeconds: stopwatch.seconds - epochStartedAt,
    validation: meter.validation,
    earlyStopping: early.state,
    best: early.best,
  });
  const isLate = (): boolean =>
    control.stopAfterSteps !== null && (epoch - 1) * stepsPerEpoch + step >= control.stopAfterSteps;
  /** Lets messages arrive, waits while paused, and says whether a stop was asked for. */
  const heed = async (): Promise<StopRequest | null> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (control.paused) {
      observer.phase('paused');
      options.onBoundary?.('pause', state);
      await control.untilResumed();
      if (control.stopRequest === null) observer.phase('training');
    }
    return control.stopRequest;
  };
  /** Null when it was broken off. */
  const validate = async (): Promise<{ sums: StepSums; took: number } | null> => {
    const before = stopwatch.seconds;
    const parts = session.validate()[Symbol.iterator]();
    let sums = sumOf([]);
    for (;;) {
      if (await heed()) return null;
      const part = stopwatch.time(() => parts.next());
      if (part.done) return { sums, took: stopwatch.seconds - before };
      sums = addSums(sums, part.value);
    }
  };

  while (epoch <= plan.epochs && !early.isOver) {
    const order = shuffledOrder(trainIndices, plan.seed, epoch);
    const stepsBefore = (epoch - 1) * stepsPerEpoch;
    while (step < stepsPerEpoch) {
      const stopped = (await heed()) ?? (isLate() ? { keep: true } : null);
      if (stopped) return { stopped, state: state(), isEarly: false };
      const untilStop = (control.stopAfterSteps ?? Infinity) - stepsBefore - step;
      const count = Math.min(session.chunkSteps, recorder.untilPoint(step), untilStop);
      const { sums, took } = timed(() => session.runSteps(order, step, count));
      step += count;
      guardAgainstDivergence(sums, stepsBefore + step, 'training');
      meter.addSteps(step, sums, took);
      tell(recorder.add(epoch, step, sums));
      options.onBoundary?.('chunk', state);
    }
    const validated = await validate();
    if (validated === null) return { stopped: control.stopRequest, state: state(), isEarly: false };
    guardAgainstDivergence(validated.sums, stepsBefore + stepsPerEpoch, 'validation');
    const validation = means(validated.sums);
    meter.addValidation(validation, validated.took);
    tell([{ kind: 'validation', position: epoch, ...validation }]);
    const summary: EpochSummary = {
      epoch,
      train: meter.train ?? validation,
      validation,
      seconds: stopwatch.seconds - epochStartedAt,
    };
    const weights = once(() => session.getState().weights);
    early.add(epoch, validation.loss, weights);
    await options.onEpochEnd?.(summary, weights);
    observer.epoch(summary);
    epoch += 1;
    step = 0;
    epochStartedAt = stopwatch.seconds;
    meter.startEpoch(epoch);
    options.onBoundary?.('epoch', state);
  }
  return { stopped: null, state: state(), isEarly: early.isOver };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
