import { scheduleParts, type SchedulePart } from '../model/learning-rate-schedule';
import type { TrainingPlan } from '../model/training-plan';
import type { GraphBuilder, Tensor } from './graph-builder';
import { cast, cos, less, minimum, scaled, shifted } from './ops/arithmetic';
import { select } from './ops/arrays';

/** Learning rate at `step` (int32 scalar, from 0) as a float scalar: what `scheduleFactor` says, inside the graph. */
export function learningRate(g: GraphBuilder, plan: TrainingPlan, totalSteps: number, step: Tensor): Tensor {
  if (plan.schedule.type === 'constant') return g.float(plan.learningRate);
  const at = shifted(g, cast(g, step, 'float'), 0.5);
  const [last, ...earlier] = scheduleParts(plan.schedule, totalSteps).toReversed();
  const factor = earlier.reduce(
    (later, part) => select(g, less(g, at, g.float(part.end)), partFactor(g, part, at), later),
    partFactor(g, last!, at),
  );
  return scaled(g, factor, plan.learningRate);
}

function partFactor(g: GraphBuilder, { begin, end, from, to, curve }: SchedulePart, at: Tensor): Tensor {
  const share = minimum(g, scaled(g, shifted(g, at, -begin), 1 / (end - begin)), g.float(1));
  const progress =
    curve === 'line' ? share : shifted(g, scaled(g, cos(g, scaled(g, share, Math.PI)), -0.5), 0.5);
  return shifted(g, scaled(g, progress, to - from), from);
}
