import { convolves } from '../../model/convolves';
import type { ProgramSettings } from './training-program';

/** How the compiled loop is laid out. */
export interface CompiledLoop {
  /** The most steps of a call: its inputs have a fixed size. */
  mostSteps: number;
  /** Steps of one turn of the loop; a call takes as many turns as it needs; steps beyond the last one asked for change nothing. */
  block: number;
  /** Whether the steps of a turn stand one after the other in its body, or are a loop within the loop. */
  unrolled: boolean;
}

/**
 * On the CPU a turn is a step. On a GPU the loop itself costs: the host asks after each turn whether to go on, unless XLA can
 * record the loop as a CUDA graph. It can without convolutions, and then has less to wait for where several steps stand one
 * after the other; but steps at different places of a body may differ in their last bits. With convolutions it launches a
 * turn's steps without asking when it knows their number.
 */
export function compiledLoop({
  plan,
  device,
  exact,
}: Pick<ProgramSettings, 'plan' | 'device' | 'exact'>): CompiledLoop {
  const within = (least: number, most: number, pictures: number): number =>
    Math.max(least, Math.min(most, Math.floor(pictures / plan.batchSize)));
  if (device === 'cpu') return { mostSteps: within(16, 1024, 16_384), block: 1, unrolled: true };
  const mostSteps = within(256, 4096, 131_072);
  if (convolves(plan.layers)) return { mostSteps, block: 8, unrolled: false };
  return { mostSteps, block: exact ? 1 : 8, unrolled: true };
}
