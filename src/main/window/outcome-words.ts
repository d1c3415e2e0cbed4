import type { TrainingState } from '#shared/contracts/training';
import { formatPercent } from '#shared/format/numbers';

export interface OutcomeWords {
  title: string;
  body: string;
}

/** How a run ended, for those who are not looking; null while none has. */
export function outcomeWords(state: TrainingState): OutcomeWords | null {
  switch (state.status) {
    case 'idle':
    case 'running':
      return null;
    case 'failed':
      return { title: 'Training did not finish', body: `${state.runName}: ${state.error.message}` };
    case 'finished': {
      const how = state.outcome === 'completed' ? 'is trained' : 'was stopped and kept';
      return {
        title: `Trained: ${formatPercent(state.testAccuracy)} right`,
        body: `${state.runName} ${how}. Click to look at it.`,
      };
    }
  }
}
