import { powerSaveBlocker } from 'electron';
import type { TrainingFollower } from '../training/training-followers';

/** Keeps the computer from falling asleep while a model trains, not while it is paused. */
export function keepAwake(): TrainingFollower {
  let blocker: number | null = null;
  return (state) => {
    const busy = state.status === 'running' && state.phase !== 'paused';
    if (busy) {
      blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    } else if (blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };
}
