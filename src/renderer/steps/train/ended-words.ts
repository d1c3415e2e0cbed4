import type { TrainingState } from '#shared/contracts/training';

export type Ended = NonNullable<Extract<TrainingState, { status: 'idle' }>['ended']>;

/** What became of a run that ended without leaving anything new. */
export function endedWords({ how, runName }: Ended): { title: string; text: string } {
  switch (how) {
    case 'before-first-step':
      return {
        title: 'Stopped before its first step.',
        text: `${runName} had not learnt anything yet, so there is nothing to keep.`,
      };
    case 'discarded':
      return { title: 'Discarded.', text: `Nothing is left of ${runName}.` };
    case 'as-before':
      return {
        title: 'Back as it was.',
        text: `What ${runName} learnt since it went on is discarded; the run itself is as it was before.`,
      };
    case 'unchanged':
      return {
        title: 'Stopped before it went on.',
        text: `${runName} is as it was: nothing of it was changed or lost.`,
      };
  }
}
