import { convolves } from '../model/convolves';
import { movesPixels } from '../model/moves-pixels';
import type { Device } from './graph-description';
import type { TrainingPlan } from '../model/training-plan';

/**
 * Whether XLA may win. On the CPU it takes several times as long with convolutions (measured: 42 s an epoch against 10 s), and
 * it does not know the operation that transforms pictures there.
 */
export function suitsCompiling({ layers, augmentation }: TrainingPlan, device: Device): boolean {
  return device === 'gpu' || (!convolves(layers) && !(augmentation && movesPixels(augmentation)));
}
