import { convolves } from '../model/convolves';
import type { TrainingPlan } from '../model/training-plan';
import type { EngineChoice } from '../training/engine-choice';

/**
 * Environment for the process that will train this plan; TensorFlow reads it when its library loads, so it must be set
 * before. Measured on two cores: convolutions want every core (10 s an epoch against 20 s), and graphs of dense layers have
 * operations too small to share out (0.45 s with one thread, 0.65 s with two).
 */
export function threadSettings(plan: TrainingPlan, choice: EngineChoice): Record<string, string> {
  const settings: Record<string, string> = {};
  if (choice.engine !== 'layers' && !convolves(plan.layers)) {
    settings.TF_NUM_INTRAOP_THREADS = '1';
    settings.TF_NUM_INTEROP_THREADS = '1';
  }
  if (choice.device === 'cpu') settings.CUDA_VISIBLE_DEVICES = '-1';
  return settings;
}
