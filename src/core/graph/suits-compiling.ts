import { movesPixels } from '../augmentation/augmentation';
import { convolves } from '../model/convolves';
import type { TrainingPlan } from '../model/training-plan';
import type { Device } from './graph-description';

/**
 * Whether XLA may win. On the CPU it takes several times as long with convolutions (measured: 42 s an epoch against 10 s), and
 * it does not know the operation that transforms pictures there.
 */
export function suitsCompiling({ layers, augmentation }: TrainingPlan, device: Device): boolean {
  return device === 'gpu' || (!convolves(layers) && !(augmentation && movesPixels(augmentation)));
}
