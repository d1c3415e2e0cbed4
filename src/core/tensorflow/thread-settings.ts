import { convolves } from '../model/convolves';
import type { TrainingPlan } from '../model/training-plan';

interface Choice {
  engine: 'auto' | 'graph' | 'layers';
  device: 'auto' | 'cpu' | 'gpu';
}

/**
 * Environment for the process that will train this plan; TensorFlow reads it when its library loads, so it must be set
 * before. Dense layers alone are too small to share out: one thread took 0.45 s an epoch of the classic model, two 0.65 s.
 * Convolutions want every core: 10 s against 20 s.
 */
export function threadSettings(plan: TrainingPlan, choice: Choice): Record<string, string> {
  const settings: Record<string, string> = {};
  if (choice.engine !== 'layers' && !convolves(plan.layers)) {
    settings.TF_NUM_INTRAOP_THREADS = '1';
    settings.TF_NUM_INTEROP_THREADS = '1';
  }
  if (choice.device === 'cpu') settings.CUDA_VISIBLE_DEVICES = '-1';
  return settings;
}
