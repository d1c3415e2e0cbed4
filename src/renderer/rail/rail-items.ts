import { pictureCount } from '#core/domain/data-set';
import type { DatasetState } from '#shared/contracts/dataset';
import type { RunSummary } from '#shared/contracts/runs';
import type { TrainingState } from '#shared/contracts/training';
import { formatCount, formatPercent } from '../format/numbers';
import type { StepId } from '../state/app-state.svelte';

export interface RailItem {
  id: StepId;
  title: string;
  /** How the step stands, or what it waits for. */
  caption: string;
  state: 'waiting' | 'open' | 'working' | 'done' | 'failed';
}

export interface RailFacts {
  /** Null for the first set, which needs no name while it is the only one. */
  setName: string | null;
  dataset: DatasetState | null;
  training: TrainingState | null;
  /** Null while a setting can't be used. */
  model: { name: string; parameters: number } | null;
  run: RunSummary | null;
  /** A run that was broken off and can go on. */
  brokenOff: RunSummary | null;
}

/** The five steps with their states, from what is known of the app. */
export function railItems({ setName, dataset, training, model, run, brokenOff }: RailFacts): RailItem[] {
  const ready = dataset?.status === 'ready';
  return [
    { id: 'data', title: 'Data', ...dataItem(dataset, setName) },
    {
      id: 'model',
      title: 'Model',
      caption: model ? `${model.name}, ${formatCount(model.parameters)}` : 'a setting to correct',
      state: model ? (training && training.status !== 'idle' ? 'done' : 'open') : 'failed',
    },
    { id: 'train', title: 'Train', ...trainItem(training, ready, run, brokenOff) },
    {
      id: 'evaluate',
      title: 'Evaluate',
      caption: run?.testAccuracy != null ? `${formatPercent(run.testAccuracy)} right` : 'after training',
      state: run ? 'done' : 'waiting',
    },
    {
      id: 'classify',
      title: 'Classify',
      caption: run ? 'files, webcam' : 'after training',
      state: run ? 'open' : 'waiting',
    },
  ];
}

const readyCaption = (count: number, setName: string | null) =>
  setName === null ? `${formatCount(count)} pictures` : `${setName}, ${formatCount(count)}`;

type ItemStatus = Pick<RailItem, 'caption' | 'state'>;

function dataItem(dataset: DatasetState | null, setName: string | null): ItemStatus {
  switch (dataset?.status) {
    case undefined:
      return { caption: 'looking…', state: 'open' };
    case 'missing':
      return { caption: 'to get', state: 'open' };
    case 'working':
      return { caption: `${dataset.phase}…`, state: 'working' };
    case 'failed':
      return { caption: 'not there yet', state: 'failed' };
    case 'ready':
      return {
        caption: readyCaption(
          pictureCount(dataset.trainPerClass) + pictureCount(dataset.testPerClass),
          setName,
        ),
        state: 'done',
      };
  }
}

function trainItem(
  training: TrainingState | null,
  ready: boolean,
  run: RunSummary | null,
  brokenOff: RunSummary | null,
): ItemStatus {
  if (training?.status === 'running') {
    const { progress, phase } = training;
    const epoch = progress ? `epoch ${progress.epoch} of ${progress.epochs}` : `${phase}…`;
    return {
      caption: phase === 'training' || !progress ? epoch : phase,
      state: phase === 'paused' ? 'open' : 'working',
    };
  }
  if (training?.status === 'failed') return { caption: 'did not finish', state: 'failed' };
  if (training?.status === 'idle' && ready && brokenOff) return { caption: 'can go on', state: 'open' };
  if (training?.status === 'finished' || run) return { caption: 'done', state: 'done' };
  return ready ? { caption: 'ready', state: 'open' } : { caption: 'after the data', state: 'waiting' };
}
