import type { TrainingPlan } from '../model/training-plan';
import type { GraphBuilder, Tensor } from './graph-builder';
import { add, div, minimum, mul, shifted, sub } from './ops/arithmetic';
import type { StateStore } from './state-store';

/**
 * With averaging, a weight's own name stands for its average, which is what would be kept and is judged; what a step works on
 * goes under this name. It holds for batch norm's moving statistics too: those of the latest weights don't suit older ones.
 */
const trainedName = (weight: string): string => `${weight}.trained`;

/** The name under which a step of training reads and changes a weight. */
export const nameInTraining = (plan: TrainingPlan, weight: string): string =>
  plan.weightAveraging === null ? weight : trainedName(weight);

/**
 * Moves the averages towards the trained weights: average ← d·average + (1 − d)·weight, d = min(decay, (1 + t)/(10 + t)) at
 * step t from 1, so that the start is soon forgotten (as TensorFlow's ExponentialMovingAverage with num_updates).
 */
export function averageWeights(
  g: GraphBuilder,
  store: StateStore,
  weights: readonly string[],
  decay: number,
  time: Tensor,
): void {
  const pace = minimum(g, g.float(decay), div(g, shifted(g, time, 1), shifted(g, time, 10)));
  const rest = sub(g, g.float(1), pace);
  for (const weight of weights) {
    const kept = mul(g, store.read(weight), pace);
    store.assign(weight, add(g, kept, mul(g, store.latest(trainedName(weight)), rest)));
  }
}
