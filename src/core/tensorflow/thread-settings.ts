import { suitsCompiling } from '../graph/suits-compiling';
import { convolves } from '../model/convolves';
import type { TrainingPlan } from '../model/training-plan';

interface Choice {
  engine: 'auto' | 'graph' | 'layers';
  device: 'auto' | 'cpu' | 'gpu';
}

/**
 * Environment for the process that will train this plan; TensorFlow reads it when its library loads, so it must be set
 * before. Measured on two cores: what XLA compiles and convolutions want every core (the classic model 0.30 s an epoch
 * compiled, a small convolutional one 10 s against 20 s); other graphs of dense layers have operations too small to share out
 * (0.45 s with one thread, 0.65 s with two).
 */
export function threadSettings(plan: TrainingPlan, choice: Choice): Record<string, string> {
  const settings: Record<string, string> = {};
  if (choice.engine !== 'layers' && !convolves(plan.layers) && !suitsCompiling(plan)) {
    settings.TF_NUM_INTRAOP_THREADS = '1';
    settings.TF_NUM_INTEROP_THREADS = '1';
  }
  if (choice.device === 'cpu') settings.CUDA_VISIBLE_DEVICES = '-1';
  return settings;
}
