import { interruptCode, onInterrupt } from '#core/on-interrupt';
import type { RunningWork } from './window/confirm-close';

export interface QuitOnInterruptOptions {
  work: RunningWork;
  /** Ends the app the usual way. */
  quit(): void;
  /** Ends the app and what it started at once. */
  quitNow(code: number): void;
  /** How long a run may take to end and be kept, ms. */
  patience?: number;
}

/** More than a stop and the evaluation after it may take: their deadlines are `TrainerProcess`'s. */
const usualPatience = 180_000;

/**
 * On an interrupt, or when its terminal closes, the app quits without asking: a run is stopped and kept. A second one quits
 * at once.
 */
export function quitOnInterrupt(options: QuitOnInterruptOptions): void {
  const { work, quit, quitNow, patience = usualPatience } = options;
  let quitting = false;
  onInterrupt((signal) => {
    if (quitting) return quitNow(interruptCode(signal));
    quitting = true;
    if (work.isRunning()) work.stop(true);
    setTimeout(() => quitNow(interruptCode(signal)), patience);
    void work.ended().then(quit);
  });
}
