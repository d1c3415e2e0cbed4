import type { ErrorInfo } from '#core/domain/errors';
import type { TrainingState } from '#shared/contracts/training';
import { endedWords } from './ended-words';
import { runningTitle } from './training-words';
import { formatPercent } from '../../format/numbers';

/** What is read out when a training gets into another state: its figures change too often to be heard. */
export function announcement(state: TrainingState | null): string {
  switch (state?.status) {
    case undefined:
      return '';
    case 'idle': {
      const words = state.ended && endedWords(state.ended);
      return words ? `${words.title} ${words.text}` : '';
    }
    case 'running':
      return [`${runningTitle(state)}.`, warningWords(state.warning)].filter(Boolean).join(' ');
    case 'finished':
      return `Training is done: ${formatPercent(state.testAccuracy)} right on the test set.`;
    case 'failed':
      return `Training did not finish. ${state.error.message}`;
  }
}

function warningWords(warning: ErrorInfo | null): string {
  if (warning === null) return '';
  return warning.kind === 'disk' ? 'Nothing is being stored.' : warning.message;
}
