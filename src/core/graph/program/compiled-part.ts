import type { GraphBuilder, Tensor } from '../graph-builder';
import { cast } from '../ops/arithmetic';
import { gather, placeholder } from '../ops/arrays';
import { assignVariable, readVariable } from '../ops/variables';
import { CarriedStore } from '../state-store';
import type { StepSettings } from '../training-step';
import { whileLoop, type LoopValues } from '../while-loop';
import { nodes } from './node-names';
import type { ProgramVariables } from './program-variables';
import type { ProgramSettings } from './training-program';
import { addResults, firstTurn, goesOn, trainingTurn, type TurnValues } from './training-turn';

const functionName = 'compiled_training';

/** The most steps of one call of the compiled loop: its inputs have a fixed size. */
export function compiledSteps(batchSize: number): number {
  return Math.max(16, Math.min(1024, Math.floor(16_384 / batchSize)));
}

/**
 * The same loop as one function that XLA compiles. It takes whole batches only, and carries data and state as values: XLA
 * would copy a variable at every step. Variables are read before it and assigned after it.
 */
export function addCompiledTraining(
  g: GraphBuilder,
  settings: ProgramSettings,
  firstStep: Tensor,
  { pixels, labels, state }: ProgramVariables,
): void {
  const { batchSize } = settings.plan;
  // On a GPU, what a function takes as int32 comes from the host's memory. On the CPU, int64 gives other last bits.
  const integers = settings.device === 'gpu' ? 'int64' : 'int32';
  const padded = placeholder(g, nodes.paddedOrder, 'int32', [compiledSteps(batchSize) * batchSize]);
  const order = cast(g, padded, integers);
  const steps = placeholder(g, nodes.steps, 'int32', []);
  const names = [...state.keys()];
  const given: LoopValues = {
    steps,
    firstStep,
    order,
    pixels: readVariable(g, pixels, 'uint8'),
    labels: cast(g, readVariable(g, labels, 'int64'), integers),
    ...Object.fromEntries(
      names.map((name, index) => [stateKey(index), readVariable(g, state.get(name)!, 'float')]),
    ),
  };

  const inside = g.functionBody();
  const values = Object.fromEntries(
    Object.entries(given).map(([key, { dtype, shape }]) => [key, inside.argument(key, dtype, shape)]),
  );
  const last = compiledLoop(inside, settings, names, values);
  const results = [
    last.lossSum!,
    last.correct!,
    last.finite!,
    ...names.map((_, index) => last[stateKey(index)]!),
  ];
  inside.asFunction(functionName, results, { _XlaMustCompile: { bool: true }, _noinline: { bool: true } });

  const call = g.add(
    'PartitionedCall',
    Object.values(given),
    {
      Tin: { types: Object.values(given).map(({ dtype }) => dtype) },
      Tout: { types: results.map(({ dtype }) => dtype) },
      f: { function: functionName },
      _XlaMustCompile: { bool: true },
    },
    results.map(({ dtype, shape }) => ({ port: 'output', dtype, shape })),
  );
  const [lossSum, correct, finite, ...newState] = call.outputs as [Tensor, Tensor, Tensor, ...Tensor[]];
  const assigned = names.map((name, index) => {
    const handle = state.get(name)!;
    return readVariable(g, handle, 'float', { after: [assignVariable(g, handle, newState[index]!)] });
  });
  addResults(g, 'compiled', { lossSum, correct, finite }, assigned);
}

/** Arguments of functions have plainer names than weights. */
const stateKey = (index: number): string => `state_${index}`;

function compiledLoop(
  g: GraphBuilder,
  settings: StepSettings,
  names: readonly string[],
  { steps, firstStep, order, ...rest }: LoopValues,
): LoopValues {
  return whileLoop(g, {
    name: 'compiled',
    op: 'StatelessWhile',
    initial: { ...firstTurn(g, { steps: steps!, firstStep: firstStep!, order: order! }), ...rest },
    condition: (inside, values) => goesOn(inside, values as TurnValues),
    body(inside, values) {
      const store = new CarriedStore(
        inside,
        new Map(names.map((name, index) => [name, values[stateKey(index)]!])),
      );
      const next = trainingTurn(inside, values as TurnValues, {
        settings,
        way: 'compiled',
        store,
        count: { value: inside.int(settings.plan.batchSize), known: settings.plan.batchSize },
        pixelsOf: (indices) => gather(inside, values.pixels!, indices),
        labelsOf: (indices) => gather(inside, values.labels!, indices),
      });
      const changed = names.map((name, index) => [stateKey(index), store.latest(name)] as const);
      return { next: { ...next, ...Object.fromEntries(changed) } };
    },
  });
}
