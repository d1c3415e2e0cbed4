import type { EngineChoice } from '../../domain/engine';

/**
 * Environment for the process that will train; TensorFlow reads it when its library loads, so it must be set before. One
 * operation at a time, each on every core: measured on two cores, a convolutional epoch takes 10.5 s so and 11.3 s with
 * two operations at a time, which then wait for each other's share of the cores; a compiled loop is one operation.
 */
export function threadSettings(choice: EngineChoice): Record<string, string> {
  return {
    ...(choice.engine === 'layers' ? {} : { TF_NUM_INTEROP_THREADS: '1' }),
    ...(choice.device === 'cpu' ? { CUDA_VISIBLE_DEVICES: '-1' } : {}),
    ...(choice.bits === 'exact' && choice.device !== 'cpu' ? { TF_DETERMINISTIC_OPS: '1' } : {}),
  };
}
