import type { TrainingPlan } from '../../model/training-plan';
import type { GraphBuilder, Operation, Tensor } from '../graph-builder';
import {
  add,
  addAll,
  cast,
  floorDiv,
  isFinite,
  l2Loss,
  less,
  logicalAnd,
  minimum,
  mul,
  sub,
} from '../ops/arithmetic';
import { placeholder, sizeOf, sliceVector } from '../ops/arrays';
import { gatherFromVariable, readVariable } from '../ops/variables';
import { VariableStore } from '../state-store';
import { trainingStep } from '../training-step';
import { whileLoop, type LoopValues } from '../while-loop';
import { nodes } from './node-names';
import type { ProgramVariables } from './program-variables';

const stateKey = (name: string): string => `state/${name}`;

/**
 * Many steps in one call: a loop over the fed order whose operations TensorFlow schedules. The last batch may be smaller. It
 * ends early when the loss is not finite.
 */
export function addTraining(
  g: GraphBuilder,
  plan: TrainingPlan,
  totalSteps: number,
  variables: ProgramVariables,
): void {
  const order = placeholder(g, nodes.order, 'int32', [null]);
  const firstStep = placeholder(g, nodes.firstStep, 'int32', []);
  const examples = sizeOf(g, order);
  const steps = floorDiv(g, add(g, examples, g.int(plan.batchSize - 1)), g.int(plan.batchSize));
  const handles = Object.fromEntries([...variables.state].map(([name, handle]) => [stateKey(name), handle]));

  const last = whileLoop(g, {
    name: 'training',
    op: 'While',
    initial: {
      turn: g.int(0),
      steps,
      examples,
      order,
      firstStep,
      lossSum: g.constant('double', [], [0]),
      correct: g.int(0),
      pixels: variables.pixels,
      labels: variables.labels,
      ...handles,
    },
    condition: (inside, { turn, steps: limit, lossSum }) =>
      logicalAnd(inside, less(inside, turn!, limit!), isFinite(inside, lossSum!)),
    body: (inside, values) => trainingTurn(inside, plan, totalSteps, values),
  });
  addResults(g, last);
}

function trainingTurn(
  g: GraphBuilder,
  plan: TrainingPlan,
  totalSteps: number,
  values: LoopValues,
): { next: LoopValues; changes: Operation[] } {
  const { turn, order, examples, firstStep, lossSum, correct, pixels, labels } = values as Record<
    string,
    Tensor
  > & {
    [
      key in 'turn' | 'order' | 'examples' | 'firstStep' | 'lossSum' | 'correct' | 'pixels' | 'labels'
    ]: Tensor;
  };
  const begin = mul(g, turn, g.int(plan.batchSize));
  const count = minimum(g, g.int(plan.batchSize), sub(g, examples, begin));
  const indices = sliceVector(g, order, begin, count, null);
  const states = Object.entries(values).filter(([key]) => key.startsWith(stateKey('')));
  const store = new VariableStore(
    g,
    new Map(states.map(([key, handle]) => [key.slice(stateKey('').length), handle])),
  );
  const step = trainingStep(g, plan, totalSteps, store, {
    pixels: gatherFromVariable(g, pixels, 'uint8', indices),
    labels: gatherFromVariable(g, labels, 'int32', indices),
    step: add(g, firstStep, turn),
  });
  return {
    next: {
      turn: add(g, turn, g.int(1)),
      lossSum: add(g, lossSum, cast(g, step.lossSum, 'double')),
      correct: add(g, correct, step.correct),
    },
    changes: store.changes,
  };
}

/** Names what the session fetches. Sums leave as two floats, high and low part, so that they don't depend on the chunks. */
function addResults(g: GraphBuilder, last: LoopValues): void {
  const lossSum = last.lossSum!;
  const high = cast(g, lossSum, 'float');
  named(g, nodes.lossHigh, high);
  named(g, nodes.lossLow, cast(g, sub(g, lossSum, cast(g, high, 'double')), 'float'));
  named(g, nodes.correct, last.correct!);
  named(g, nodes.stepsRun, last.turn!);
  const norms = Object.entries(last)
    .filter(([key]) => key.startsWith(stateKey('')))
    .map(([, handle]) => l2Loss(g, readVariable(g, handle, 'float')));
  named(g, nodes.weightNorm, addAll(g, norms));
}

function named(g: GraphBuilder, name: string, value: Tensor): void {
  const { dtype, shape } = value;
  g.value('Identity', [value], { T: { type: dtype } }, { port: 'output', dtype, shape }, { name });
}
