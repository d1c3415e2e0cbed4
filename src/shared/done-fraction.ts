import type { TrainingProgress } from './contracts/training';

/** How much of the whole run is done, 0–1. */
export function doneFraction({ epoch, epochs, step, stepsPerEpoch }: TrainingProgress): number {
  return Math.min(1, (epoch - 1 + step / stepsPerEpoch) / epochs);
}
