import type { GraphBuilder, Tensor } from '../graph-builder';
import { add, addAll, cast, isFinite, l2Loss, less, logicalAnd, mul, sub } from '../ops/arithmetic';
import { sliceVector } from '../ops/arrays';
import type { StateStore } from '../state-store';
import { trainingStep, type StepSettings } from '../training-step';
import type { LoopValues } from '../while-loop';
import { trainingResults, type Way } from './node-names';

/** What the loop carries in either way, apart from data and state. */
export interface TurnValues extends LoopValues {
  /** Steps done in this call. */
  turn: Tensor;
  /** Steps to do in this call. */
  steps: Tensor;
  /** Steps done before this call. */
  firstStep: Tensor;
  /** int32 indices of pictures. */
  order: Tensor;
  lossSum: Tensor;
  correct: Tensor;
}

/** What the loop begins with; sums are kept in double, so that they do not depend on how steps are cut into calls. */
export function firstTurn(
  g: GraphBuilder,
  given: { steps: Tensor; firstStep: Tensor; order: Tensor },
): TurnValues {
  return { turn: g.int(0), ...given, lossSum: g.constant('double', [], [0]), correct: g.int(0) };
}

/** Goes on until the steps are done, or the loss is not finite. */
export function goesOn(g: GraphBuilder, { turn, steps, lossSum }: TurnValues): Tensor {
  return logicalAnd(g, less(g, turn, steps), isFinite(g, lossSum));
}

interface TurnParts {
  settings: StepSettings;
  store: StateStore;
  /** Pictures of this batch: an int32 scalar, and the number where it is known. */
  count: { value: Tensor; known: number | null };
  /** Rows of pixels and of labels by index. */
  pixelsOf(indices: Tensor): Tensor;
  labelsOf(indices: Tensor): Tensor;
}

/** One turn of the loop: one training step on the next batch of the order. */
export function trainingTurn(g: GraphBuilder, values: TurnValues, parts: TurnParts): LoopValues {
  const { turn, firstStep, order, lossSum, correct } = values;
  const { settings, store, count } = parts;
  const begin = mul(g, turn, g.int(settings.plan.batchSize));
  const indices = sliceVector(g, order, begin, count.value, count.known);
  const step = trainingStep(g, settings, store, {
    pixels: parts.pixelsOf(indices),
    labels: parts.labelsOf(indices),
    step: add(g, firstStep, turn),
  });
  return {
    turn: add(g, turn, g.int(1)),
    lossSum: add(g, lossSum, cast(g, step.lossSum, 'double')),
    correct: add(g, correct, step.correct),
  };
}

/** Names what a session fetches after the loop. `state` holds the new values. */
export function addResults(
  g: GraphBuilder,
  way: Way,
  { turn, lossSum, correct }: Pick<TurnValues, 'turn' | 'lossSum' | 'correct'>,
  state: readonly Tensor[],
): void {
  const results = trainingResults(way);
  const name = (nodeName: string, value: Tensor): void => {
    const { dtype, shape } = value;
    g.value(
      'Identity',
      [value],
      { T: { type: dtype } },
      { port: 'output', dtype, shape },
      { name: nodeName },
    );
  };
  const high = cast(g, lossSum, 'float');
  name(results.lossHigh, high);
  name(results.lossLow, cast(g, sub(g, lossSum, cast(g, high, 'double')), 'float'));
  name(results.correct, correct);
  name(results.stepsRun, turn);
  name(
    results.weightNorm,
    addAll(
      g,
      state.map((value) => l2Loss(g, value)),
    ),
  );
}
