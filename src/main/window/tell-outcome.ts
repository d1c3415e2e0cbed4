import { Notification, type BrowserWindow } from 'electron';
import type { TrainingFollower } from '../training/training-followers';
import { comeToFront } from './come-to-front';
import { outcomeWords } from './outcome-words';

/** Tells by a desktop notification how a run ended, when the window is in the background; a click brings it to the front. */
export function tellOutcome(window: BrowserWindow): TrainingFollower {
  let wasRunning = false;
  /** Held, for a notification that is collected as garbage hears no click. */
  let shown: Notification | undefined;

  const close = (): void => {
    shown?.close();
    shown = undefined;
  };

  window.on('focus', close);
  return (state) => {
    const words = outcomeWords(state);
    const ended = wasRunning && words !== null;
    wasRunning = state.status === 'running';
    if (wasRunning) close();
    if (!ended || isLookedAt(window) || !Notification.isSupported()) return;
    shown = new Notification(words);
    shown.on('click', () => comeToFront(window));
    shown.show();
  };
}

function isLookedAt(window: BrowserWindow): boolean {
  return !window.isDestroyed() && window.isFocused() && !window.isMinimized();
}
