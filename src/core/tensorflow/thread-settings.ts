import type { Layer, TrainingPlan } from '../model/training-plan';

interface Choice {
  engine: 'auto' | 'graph' | 'layers';
  device: 'auto' | 'cpu' | 'gpu';
}

const convolves = (layer: Layer): boolean =>
  layer.type === 'residual' ? layer.layers.some(convolves) : layer.type.toLowerCase().includes('conv2d');

/**
 * Environment for the process that will train this plan; TensorFlow reads it when its library loads, so it must be set
 * before. Dense layers alone are too small to share out: one thread took 0.45 s an epoch of the classic model, two 0.65 s.
 * Convolutions want every core: 10 s against 20 s.
 */
export function threadSettings(plan: TrainingPlan, choice: Choice): Record<string, string> {
  const settings: Record<string, string> = {};
  if (choice.engine !== 'layers' && !plan.layers.some(convolves)) {
    settings.TF_NUM_INTRAOP_THREADS = '1';
    settings.TF_NUM_INTEROP_THREADS = '1';
  }
  if (choice.device === 'cpu') settings.CUDA_VISIBLE_DEVICES = '-1';
  return settings;
}
