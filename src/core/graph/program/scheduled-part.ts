import type { GraphBuilder, Tensor } from '../graph-builder';
import { add, cast, floorDiv, minimum, mul, sub } from '../ops/arithmetic';
import { placeholder, sizeOf } from '../ops/arrays';
import { gatherFromVariable, readVariable } from '../ops/variables';
import { VariableStore } from '../state-store';
import { whileLoop } from '../while-loop';
import { nodes } from './node-names';
import type { ProgramVariables } from './program-variables';
import type { ProgramSettings } from './training-program';
import { addResults, firstTurn, goesOn, trainingTurn, type TurnValues } from './training-turn';

const stateKey = (name: string): string => `state/${name}`;

/**
 * Many steps in one call: a loop over the fed order whose operations TensorFlow schedules. Weights stay in variables, and the
 * last batch may be smaller.
 */
export function addScheduledTraining(
  g: GraphBuilder,
  settings: ProgramSettings,
  firstStep: Tensor,
  { pixels, labels, state }: ProgramVariables,
): void {
  const { device } = settings;
  const { batchSize } = settings.plan;
  const order = cast(g, placeholder(g, nodes.order, 'int32', [null]), 'int64');
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
        way: 'scheduled',
        store,
        count: { value: count, known: null },
        pixelsOf: (indices) => gatherFromVariable(inside, device, values.pixels!, 'uint8', indices),
        labelsOf: (indices) => gatherFromVariable(inside, device, values.labels!, 'int64', indices),
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
