import { doneFraction } from '#shared/done-fraction';
import type { TrainingState } from '#shared/contracts/training';
import { formatCount } from '#shared/format/numbers';
import { outcomeWords } from './outcome-words';

const appName = 'Wardrobe';

/** The window's title: what a window list and a taskbar show of a run. `seen`: how the run ended has been looked at. */
export function titleWords(state: TrainingState, seen: boolean): string {
  const outcome = outcomeWords(state);
  const words = outcome ? (seen ? [] : [outcome.title]) : runningWords(state);
  return [...words, appName].join(' · ');
}

function runningWords(state: TrainingState): string[] {
  if (state.status !== 'running') return [];
  const { phase, progress } = state;
  if (phase === 'evaluating') return ['Testing'];
  if (!progress) return [phase === 'stopping' ? 'Stopping' : 'Getting ready'];
  const where = [
    `${Math.floor(doneFraction(progress) * 100)} %`,
    `epoch ${formatCount(progress.epoch)} of ${formatCount(progress.epochs)}`,
  ];
  if (phase === 'paused') return ['Paused', ...where];
  return phase === 'stopping' ? ['Stopping', ...where] : where;
}
