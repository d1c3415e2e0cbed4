import type { ErrorInfo } from '#core/errors';
import type { EngineDescription } from '#core/training/engine';
import type { TrainingProgress } from '#core/training/training-progress';
import type { TrainingState } from '#shared/contracts/training';
import type { ChartMark, Metric } from './chart-data';
import type { EpochRow } from './epoch-rows';
import { formatCount, formatLoss, formatPercent } from '../../format/numbers';
import { spokenName } from '../../state/spoken-name';

export type RunningState = Extract<TrainingState, { status: 'running' }>;

const titles: Record<RunningState['phase'], string> = {
  starting: 'Getting ready to train',
  compiling: 'Getting ready to train',
  training: 'Training',
  paused: 'Paused:',
  stopping: 'Stopping',
  evaluating: 'Testing',
};

export function runningTitle({ phase, plan }: RunningState): string {
  return `${titles[phase]} ${spokenName(plan.preset)}`;
}

/** What is being done now, in a sentence. */
export function runningSubtitle({ phase, progress }: RunningState): string {
  switch (phase) {
    case 'starting':
      return 'Starting the trainer and reading the pictures…';
    case 'compiling':
      return 'Compiling the model for this machine. This takes some seconds, once a run.';
    case 'stopping':
      return 'Finishing the steps under way…';
    case 'evaluating':
      return 'Trained. Now it names the 10,000 test pictures, which it has never seen.';
    case 'paused':
    case 'training':
      return progress ? `${position(progress)}.` : 'The first steps are under way…';
  }
}

export function position({ epoch, epochs, step, stepsPerEpoch }: TrainingProgress): string {
  return `Epoch ${formatCount(epoch)} of ${formatCount(epochs)}, step ${formatCount(step)} of ${formatCount(stepsPerEpoch)}`;
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

/** The error with something to do in it: its own hint, else what usually helps. */
export function withRemedy(error: ErrorInfo): ErrorInfo {
  const hint =
    error.hint ??
    remedies[error.kind] ??
    'Train again. If it fails again, try other settings in the Model step.';
  return { ...error, hint };
}
