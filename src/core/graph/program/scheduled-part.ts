import type { GraphBuilder, Tensor } from '../graph-builder';
import { add, floorDiv, minimum, mul, sub } from '../ops/arithmetic';
import { placeholder, sizeOf } from '../ops/arrays';
import { gatherFromVariable, readVariable } from '../ops/variables';
import { VariableStore } from '../state-store';
import type { StepSettings } from '../training-step';
import { whileLoop } from '../while-loop';
import { nodes } from './node-names';
import type { ProgramVariables } from './program-variables';
import { addResults, firstTurn, goesOn, trainingTurn, type TurnValues } from './training-turn';

const stateKey = (name: string): string => `state/${name}`;

/**
 * Many steps in one call: a loop over the fed order whose operations TensorFlow schedules. Weights stay in variables, and the
 * last batch may be smaller.
 */
export function addScheduledTraining(
  g: GraphBuilder,
  settings: StepSettings,
  firstStep: Tensor,
  { pixels, labels, state }: ProgramVariables,
): void {
  const { batchSize } = settings.plan;
  const order = placeholder(g, nodes.order, 'int32', [null]);
  const examples = sizeOf(g, order);
  const steps = floorDiv(g, add(g, examples, g.int(batchSize - 1)), g.int(batchSize));
  const names = [...state.keys()];
  const handles = Object.fromEntries([...state].map(([name, handle]) => [stateKey(name), handle]));

  const last = whileLoop(g, {
    name: 'scheduled',
    op: 'While',
    initial: { ...firstTurn(g, { steps, firstStep, order }), examples, pixels, labels, ...handles },
    condition: (inside, values) => goesOn(inside, values as TurnValues),
    body(inside, values) {
      const turn = values as TurnValues;
      const store = new VariableStore(inside, new Map(names.map((name) => [name, values[stateKey(name)]!])));
      const begin = mul(inside, turn.turn, inside.int(batchSize));
      const count = minimum(inside, inside.int(batchSize), sub(inside, values.examples!, begin));
      const next = trainingTurn(inside, turn, {
        settings,
        store,
        count: { value: count, known: null },
        pixelsOf: (indices) => gatherFromVariable(inside, values.pixels!, 'uint8', indices),
        labelsOf: (indices) => gatherFromVariable(inside, values.labels!, 'int32', indices),
      });
      return { next, changes: store.changes };
    },
  });
  addResults(
    g,
    'scheduled',
    last as TurnValues,
    // Read through the handles that the loop gave back, and so after it.
    names.map((name) => readVariable(g, last[stateKey(name)]!, 'float')),
  );
}
