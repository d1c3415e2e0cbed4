import type { GraphBuilder, Tensor } from '../graph-builder';
import { add, cast, less } from '../ops/arithmetic';
import { gather, identity, placeholder, select } from '../ops/arrays';
import { assignVariable, readVariable } from '../ops/variables';
import { CarriedStore } from '../state-store';
import { whileLoop, type LoopValues } from '../while-loop';
import { compiledLoop } from './compiled-loop';
import { nodes } from './node-names';
import type { ProgramVariables } from './program-variables';
import type { ProgramSettings } from './training-program';
import { addResults, firstTurn, goesOn, normOf, trainingTurn, type TurnValues } from './training-turn';

const functionName = 'compiled_training';

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
  const { mostSteps } = compiledLoop(settings);
  const padded = placeholder(g, nodes.paddedOrder, 'int32', [mostSteps * batchSize]);
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
  const last = loopOver(inside, settings, names, values);
  const lastState = names.map((_, index) => last[stateKey(index)]!);
  // Compiled with the rest on a GPU, where each weight's share would be a launch. On the CPU, that gives other last bits.
  const norm = settings.device === 'gpu' ? [normOf(inside, lastState)] : [];
  const results = [last.lossSum!, last.correct!, last.finite!, ...lastState, ...norm];
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
  const [lossSum, correct, finite, ...rest] = call.outputs as [Tensor, Tensor, Tensor, ...Tensor[]];
  const assigned = names.map((name, index) => {
    const handle = state.get(name)!;
    return { handle, done: assignVariable(g, handle, rest[index]!) };
  });
  const compiledNorm = rest[names.length];
  const weightNorm = compiledNorm
    ? identity(g, compiledNorm, { after: assigned.map(({ done }) => done) })
    : normOf(
        g,
        assigned.map(({ handle, done }) => readVariable(g, handle, 'float', { after: [done] })),
      );
  addResults(g, 'compiled', { lossSum, correct, finite }, weightNorm);
}

/** Arguments of functions have plainer names than weights. */
const stateKey = (index: number): string => `state_${index}`;

function loopOver(
  g: GraphBuilder,
  settings: ProgramSettings,
  names: readonly string[],
  { steps, firstStep, order, ...rest }: LoopValues,
): LoopValues {
  const { block, unrolled } = compiledLoop(settings);
  const step = (inside: GraphBuilder, values: LoopValues): LoopValues => ({
    ...values,
    ...(block === 1 ? oneStep : oneStepIfWanted)(inside, settings, names, values),
  });
  return whileLoop(g, {
    name: 'compiled',
    op: 'StatelessWhile',
    initial: { ...firstTurn(g, { steps: steps!, firstStep: firstStep!, order: order! }), ...rest },
    condition: (inside, values) => goesOn(inside, values as TurnValues),
    body: (inside, values) => ({
      next: unrolled
        ? Array.from({ length: block }).reduce<LoopValues>((now) => step(inside, now), values)
        : countedLoop(inside, block, values, step),
    }),
  });
}

/** Does `step` a fixed number of times, in a way that XLA knows the number. */
function countedLoop(
  g: GraphBuilder,
  times: number,
  values: LoopValues,
  step: (inside: GraphBuilder, values: LoopValues) => LoopValues,
): LoopValues {
  const { done: _done, ...last } = whileLoop(g, {
    name: 'compiled_block',
    op: 'StatelessWhile',
    initial: { done: g.int(0), ...values },
    condition: (inside, { done }) => less(inside, done!, inside.int(times)),
    body: (inside, { done, ...now }) => ({
      next: { done: add(inside, done!, inside.int(1)), ...step(inside, now) },
    }),
  });
  return last;
}

function oneStep(
  g: GraphBuilder,
  settings: ProgramSettings,
  names: readonly string[],
  values: LoopValues,
): LoopValues {
  const { batchSize } = settings.plan;
  const store = new CarriedStore(g, new Map(names.map((name, index) => [name, values[stateKey(index)]!])));
  const next = trainingTurn(g, values as TurnValues, {
    settings,
    way: 'compiled',
    store,
    count: { value: g.int(batchSize), known: batchSize },
    pixelsOf: (indices) => gather(g, values.pixels!, indices),
    labelsOf: (indices) => gather(g, values.labels!, indices),
  });
  const changed = names.map((name, index) => [stateKey(index), store.latest(name)] as const);
  return { ...next, ...Object.fromEntries(changed) };
}

/**
 * The same, but after the last step of the call only the turn goes on, everything else stays. The turn must not depend on how
 * many steps there are: XLA would take their number for a constant, as it decides where the order is read, and compile again for
 * each.
 */
function oneStepIfWanted(
  g: GraphBuilder,
  settings: ProgramSettings,
  names: readonly string[],
  values: LoopValues,
): LoopValues {
  const wanted = goesOn(g, values as TurnValues);
  const { turn, ...next } = oneStep(g, settings, names, values);
  const kept = Object.entries(next).map(
    ([key, value]) => [key, select(g, wanted, value, values[key]!)] as const,
  );
  return { turn: turn!, ...Object.fromEntries(kept) };
}
