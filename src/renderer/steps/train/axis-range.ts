import type { Metric } from './chart-data';

export interface AxisRange {
  min: number;
  max: number;
  /** Between two ticks. */
  step: number;
}

const wantedSteps = 5;

/** A range of round numbers around all `values`; of 0–1 while there are none. Neither metric goes below 0, nor accuracy above 1. */
export function axisRange(values: readonly number[], metric: Metric): AxisRange {
  if (values.length === 0) return { min: 0, max: 1, step: 0.2 };
  // Not Math.min(...values): a long run has more values than a call takes arguments.
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const step = roundStep(Math.max(high - low, 0.01) / wantedSteps);
  const highest = metric === 'loss' ? Infinity : 1;
  const min = Math.max(0, Math.min(Math.floor(low / step) * step, highest - step));
  const max = Math.min(highest, Math.max(Math.ceil(high / step) * step, min + step));
  return { min, max, step };
}

/** The smallest of 1, 2 or 5 times a power of ten that is not below `value`. */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((factor) => factor * power >= value * 0.999) ?? 10) * power;
}
