import { movesPixels } from '../augmentation/augmentation';
import { convolves } from '../model/convolves';
import type { TrainingPlan } from '../model/training-plan';

/**
 * Whether XLA may win: it knows no picture transform, and with convolutions it takes several times as long (measured on the
 * CPU: 42 s an epoch against 10 s).
 */
export function suitsCompiling({ layers, augmentation }: TrainingPlan): boolean {
  return !convolves(layers) && !(augmentation && movesPixels(augmentation));
}
