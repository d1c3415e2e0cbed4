import type { ErrorInfo } from '#core/domain/errors';
import type { TrainingPlan } from '#core/model/training-plan';
import type { EngineDescription } from '#core/domain/engine';
import type { TrainingProgress } from '#core/domain/training-progress';
import type { TrainingState } from '#shared/contracts/training';
import type { ChartMark, Metric } from './chart-data';
import type { StoppedEarly } from './curve-marks';
import type { EpochRow } from './epoch-rows';
import { formatDuration } from '../../format/durations';
import { formatCount, formatLoss, formatNoun, formatPercent } from '../../format/numbers';
import { spokenName } from '../../state/spoken-name';

export type RunningState = Extract<TrainingState, { status: 'running' }>;
export type FinishedState = Extract<TrainingState, { status: 'finished' }>;

const titles: Record<RunningState['phase'], string> = {
  starting: 'Getting ready to train',
  preparing: 'Preparing the card for',
  compiling: 'Getting ready to train',
  training: 'Training',
  paused: 'Paused:',
  stopping: 'Stopping',
  evaluating: 'Testing',
};

export function runningTitle({ phase, plan }: RunningState): string {
  return `${titles[phase]} ${spokenName(plan.preset)}`;
}

const pausesSoon = 'Getting ready; it pauses before the first step.';

/** What is being done now, in a sentence. `pausing`: a pause is asked for. */
export function runningSubtitle(
  { phase, progress }: RunningState,
  testPictures: number,
  pausing = false,
): string {
  switch (phase) {
    case 'starting':
      return pausing ? pausesSoon : 'Starting the trainer and reading the pictures…';
    case 'preparing':
      return pausing
        ? pausesSoon
        : 'The driver compiles its kernels for this card, once. It can take some minutes; the next training starts at once.';
    case 'compiling':
      return pausing
        ? pausesSoon
        : 'Compiling the model for this machine. This takes some seconds, once a run.';
    case 'stopping':
      return 'Finishing the steps under way…';
    case 'evaluating':
      return `Trained. Now it names the ${formatCount(testPictures)} test pictures, which it has never seen.`;
    case 'paused':
    case 'training':
      return progress ? `${position(progress)}.` : 'The first steps are under way…';
  }
}

export function position({ epoch, epochs, step, stepsPerEpoch }: TrainingProgress): string {
  return `Epoch ${formatCount(epoch)} of ${formatCount(epochs)}, step ${formatCount(step)} of ${formatCount(stepsPerEpoch)}`;
}

/** How a run came to its end, and how long it took. */
export function finishedPace({ outcome, progress, plan, seconds, stoppedEarly }: FinishedState): string {
  const took = formatDuration(seconds);
  if (stoppedEarly)
    return `stopped by itself after epoch ${formatCount(stoppedEarly.epoch)} of ${formatCount(plan.epochs)}, in ${took}`;
  if (outcome === 'completed') return `${formatNoun(plan.epochs, 'epoch')} in ${took}`;
  return `stopped after ${took}, in epoch ${formatCount(progress?.epoch ?? 1)} of ${formatCount(plan.epochs)}, and kept`;
}

/** Why early stopping ended a run, and what is kept of it. */
export function earlyStopWords({ epoch, bestEpoch }: StoppedEarly, { earlyStopping }: TrainingPlan): string {
  const patience = earlyStopping?.patience ?? epoch - bestEpoch;
  return (
    `It stopped at epoch ${formatCount(epoch)}: no improvement on the validation pictures for ` +
    `${formatNoun(patience, 'epoch')}. The weights of epoch ${formatCount(bestEpoch)} are kept.`
  );
}

/** "TensorFlow 2.21.0 · CPU". */
export function engineName({ library, device }: EngineDescription): string {
  return `${library} · ${device}`;
}

/** A chart in words: how each curve went from its first epoch to its last, and what is marked on it. */
export function chartWords(
  rows: readonly EpochRow[],
  metric: Metric,
  marks: readonly ChartMark[] = [],
): string {
  const format = metric === 'loss' ? formatLoss : formatPercent;
  const course = (kind: 'train' | 'validation', name: string): string => {
    const values = rows.flatMap((row) => (row[kind] ? [format(row[kind][metric])] : []));
    if (values.length === 0) return `no ${name} figures yet`;
    return values.length === 1 ? `${name} ${values[0]}` : `${name} from ${values[0]} to ${values.at(-1)}`;
  };
  const epochs = `${rows.length} ${rows.length === 1 ? 'epoch' : 'epochs'}`;
  const whole = `${metric === 'loss' ? 'Loss' : 'Accuracy'} over ${epochs}: ${course('train', 'training')}, ${course('validation', 'validation')}.`;
  return [whole, ...marks.map(({ epoch, text }) => `Marked at epoch ${formatCount(epoch)}: ${text}.`)].join(
    ' ',
  );
}

const remedies: Partial<Record<ErrorInfo['kind'], string>> = {
  diverged: 'Lower the learning rate in the Model step, then train again.',
  'out-of-memory': 'Choose a smaller batch size in the Model step, or close other programs.',
  disk: 'Make room on the disk, then train again.',
  'not-ready': 'Get the data set in the Data step first.',
};

/** Whether the same settings are bound to fail again. */
export function causedBySettings(kind: ErrorInfo['kind']): boolean {
  return ['diverged', 'out-of-memory', 'bad-input', 'unsupported'].includes(kind);
}

/** The error with something to do in it: its own hint, else what usually helps. `resumable`: the run can go on. */
export function withRemedy(error: ErrorInfo, resumable = false): ErrorInfo {
  const next = resumable ? 'Resume it' : 'Train again';
  const hint =
    error.hint ?? remedies[error.kind] ?? `${next}. If it fails again, try other settings in the Model step.`;
  return { ...error, hint };
}
