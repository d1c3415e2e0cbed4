import type { Way } from '../../domain/engine';
import type { GraphBuilder, Tensor } from '../graph-builder';
import { add, addAll, cast, isFinite, l2Loss, less, mul, sub } from '../ops/arithmetic';
import { identity, sliceVector } from '../ops/arrays';
import type { StateStore } from '../state-store';
import { trainingStep, type StepSettings } from '../training-step';
import type { LoopValues } from '../while-loop';
import { trainingResults } from './node-names';

/** What the loop carries in either way, apart from data and state. */
export interface TurnValues extends LoopValues {
  /** Steps done in this call. */
  turn: Tensor;
  /** Steps to do in this call. */
  steps: Tensor;
  /** Steps done before this call. */
  firstStep: Tensor;
  /** Indices of pictures, int64 on a GPU: vectors of int32 stay in the host's memory there. */
  order: Tensor;
  /** In double. */
  lossSum: Tensor;
  /** In float, as `finite`: whole numbers up to 2²⁴ are exact. */
  correct: Tensor;
  /** Steps after which the sum of losses was finite as a float, as which it is read. */
  finite: Tensor;
}

/** What the loop begins with; sums are kept in double, so that they do not depend on how steps are cut into calls. */
export function firstTurn(
  g: GraphBuilder,
  given: { steps: Tensor; firstStep: Tensor; order: Tensor },
): TurnValues {
  const none = g.float(0);
  return { turn: g.int(0), ...given, lossSum: g.constant('double', [], [0]), correct: none, finite: none };
}

/**
 * Goes on until the steps are done, also when the loss is no longer finite: to ask for it here, a GPU would have to finish each
 * step before the next can be queued.
 */
export function goesOn(g: GraphBuilder, { turn, steps }: TurnValues): Tensor {
  return less(g, turn, steps);
}

interface TurnParts {
  settings: StepSettings;
  way: Way;
  store: StateStore;
  /** Pictures of this batch: an int32 scalar, and the number where it is known. */
  count: { value: Tensor; known: number | null };
  /** Rows of pixels and of labels by index. */
  pixelsOf(indices: Tensor): Tensor;
  labelsOf(indices: Tensor): Tensor;
}

/** One turn of the loop: one training step on the next batch of the order. */
export function trainingTurn(g: GraphBuilder, values: TurnValues, parts: TurnParts): LoopValues {
  const { turn, firstStep, order, correct, finite } = values;
  const { settings, way, store, count } = parts;
  const begin = mul(g, turn, g.int(settings.plan.batchSize));
  const indices = sliceVector(g, order, begin, count.value, count.known);
  const step = trainingStep(g, settings, store, {
    pixels: parts.pixelsOf(indices),
    labels: parts.labelsOf(indices),
    step: add(g, firstStep, turn),
    way,
  });
  const lossSum = add(g, values.lossSum, cast(g, step.lossSum, 'double'));
  return {
    turn: add(g, turn, g.int(1)),
    lossSum,
    correct: add(g, correct, step.correct),
    finite: add(g, finite, cast(g, isFinite(g, cast(g, lossSum, 'float')), 'float')),
  };
}

/** Not finite when one of these values is not. */
export function normOf(g: GraphBuilder, state: readonly Tensor[]): Tensor {
  return addAll(
    g,
    state.map((value) => l2Loss(g, value)),
  );
}

/** Names what a session fetches after the loop; `weightNorm` is that of the new state. */
export function addResults(
  g: GraphBuilder,
  way: Way,
  { lossSum, correct, finite }: Pick<TurnValues, 'lossSum' | 'correct' | 'finite'>,
  weightNorm: Tensor,
): void {
  const results = trainingResults(way);
  const name = (nodeName: string, value: Tensor): Tensor => identity(g, value, { name: nodeName });
  const high = cast(g, lossSum, 'float');
  name(results.lossHigh, high);
  name(results.lossLow, cast(g, sub(g, lossSum, cast(g, high, 'double')), 'float'));
  name(results.correct, correct);
  name(results.finiteSteps, finite);
  name(results.weightNorm, weightNorm);
}
