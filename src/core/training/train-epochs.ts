import { shuffledOrder } from '../model/random';
import type { TrainingPlan } from '../model/training-plan';
import type { CurvePoint } from './curve-point';
import { CurveRecorder } from './curve-recorder';
import { guardAgainstDivergence } from './divergence-guard';
import type { StepSums, TrainingSession } from './engine';
import { ProgressMeter } from './progress-meter';
import { means } from './step-sums';
import type { Stopwatch } from './stopwatch';
import type { StopRequest, TrainingControl } from './training-control';
import type { EpochSummary, TrainingObserver } from './training-observer';

/** Chunks are cut to this part of an epoch, so that the curves move within it. */
const chunksPerEpoch = 20;

export interface EpochsOptions {
  session: TrainingSession;
  plan: TrainingPlan;
  trainIndices: Int32Array;
  control: TrainingControl;
  observer: Required<TrainingObserver>;
  /** Gets the time spent on steps and validation, pauses left out. */
  stopwatch: Stopwatch;
  /** Awaited before training goes on: what an epoch leaves behind is on disk then. */
  onEpochEnd(summary: EpochSummary): Promise<unknown>;
}

export interface EpochsResult {
  /** Null when all epochs were trained. */
  stopped: StopRequest | null;
  /** Taken in the whole run. */
  steps: number;
}

/**
 * The training loop: epochs of shuffled batches, in chunks between which the process hears messages and looks at
 * `control`; a validation after each epoch. Throws WardrobeError('diverged') and what the session throws.
 */
export async function trainEpochs(options: EpochsOptions): Promise<EpochsResult> {
  const { session, plan, trainIndices, control, observer, stopwatch, onEpochEnd } = options;
  const stepsPerEpoch = Math.ceil(trainIndices.length / plan.batchSize);
  const mostAtOnce = Math.ceil(stepsPerEpoch / chunksPerEpoch);
  const recorder = new CurveRecorder(stepsPerEpoch);
  const meter = new ProgressMeter({
    epochs: plan.epochs,
    stepsPerEpoch,
    examplesPerEpoch: trainIndices.length,
  });
  const tell = (points: CurvePoint[]): void => {
    if (points.length > 0) observer.points(points);
    observer.progress(meter.progress());
  };
  const timed = (work: () => StepSums): { sums: StepSums; took: number } => {
    const before = stopwatch.seconds;
    const sums = stopwatch.time(work);
    return { sums, took: stopwatch.seconds - before };
  };

  for (let epoch = 1; epoch <= plan.epochs; epoch++) {
    const startedAt = stopwatch.seconds;
    const order = shuffledOrder(trainIndices, plan.seed, epoch);
    const stepsBefore = (epoch - 1) * stepsPerEpoch;
    meter.startEpoch(epoch);
    for (let step = 0; step < stepsPerEpoch;) {
      const stopped = await heed(control, observer, stepsBefore + step);
      if (stopped) return { stopped, steps: stepsBefore + step };
      const untilStop = (control.stopAfterSteps ?? Infinity) - stepsBefore - step;
      const count = Math.min(session.chunkSteps, mostAtOnce, stepsPerEpoch - step, untilStop);
      const { sums, took } = timed(() => session.runSteps(order, step, count));
      step += count;
      guardAgainstDivergence(sums, stepsBefore + step, 'training');
      meter.addSteps(step, sums, took);
      tell(recorder.add(epoch, step, sums));
    }
    const { sums, took } = timed(() => session.validate());
    guardAgainstDivergence(sums, stepsBefore + stepsPerEpoch, 'validation');
    const validation = means(sums);
    meter.addValidation(validation, took);
    tell([{ kind: 'validation', position: epoch, ...validation }]);
    const summary = {
      epoch,
      train: meter.train ?? validation,
      validation,
      seconds: stopwatch.seconds - startedAt,
    };
    await onEpochEnd(summary);
    observer.epoch(summary);
  }
  return { stopped: null, steps: plan.epochs * stepsPerEpoch };
}

/** Lets messages arrive, waits while paused, and says whether to stop. */
async function heed(
  control: TrainingControl,
  observer: Required<TrainingObserver>,
  steps: number,
): Promise<StopRequest | null> {
  await new Promise((resolve) => setImmediate(resolve));
  if (control.paused) {
    observer.phase('paused');
    await control.untilResumed();
    if (control.stopRequest === null) observer.phase('training');
  }
  if (control.stopRequest) return control.stopRequest;
  return control.stopAfterSteps !== null && steps >= control.stopAfterSteps ? { keep: true } : null;
}
