import type { GraphBuilder, Operation, Tensor } from './graph-builder';
import type { DType } from './graph-description';
import { identity } from './ops/arrays';

/** Values that a loop hands from one turn to the next, by name. */
export type LoopValues = Record<string, Tensor>;

interface WhileLoop {
  /** Names its two functions in the graph. */
  name: string;
  /** TensorFlow's `While`, or `StatelessWhile` for a body that changes no variable. */
  op: 'While' | 'StatelessWhile';
  initial: LoopValues;
  /** Whether to go on, a bool scalar. */
  condition(g: GraphBuilder, values: LoopValues): Tensor;
  /** New values for some of the names, the rest stay; `changes` belong to the turn. */
  body(g: GraphBuilder, values: LoopValues): { next: LoopValues; changes?: readonly Operation[] };
}

/** Adds a loop to the graph and returns its last values. Handles of variables are handed on as values. */
export function whileLoop(g: GraphBuilder, { name, op, initial, condition, body }: WhileLoop): LoopValues {
  const names = Object.keys(initial);
  const types = names.map((key): DType => initial[key]!.dtype);
  const begin = (): [GraphBuilder, LoopValues] => {
    const inside = g.functionBody();
    const values = names.map(
      (key) => [key, inside.argument(key, initial[key]!.dtype, initial[key]!.shape)] as const,
    );
    return [inside, Object.fromEntries(values)];
  };

  const [test, tested] = begin();
  test.asFunction(`${name}_condition`, [condition(test, tested)]);

  const [turn, values] = begin();
  const { next, changes = [] } = body(turn, values);
  const results = names.map((key, index) => {
    const value = next[key] ?? values[key]!;
    return index === 0 && changes.length > 0 ? identity(turn, value, { after: changes }) : value;
  });
  turn.asFunction(`${name}_body`, results);

  const loop = g.add(
    op,
    names.map((key) => initial[key]!),
    {
      T: { types },
      cond: { function: `${name}_condition` },
      body: { function: `${name}_body` },
      parallel_iterations: { int: 1 },
      // As nodes of the graph around it, the body's operations get TensorFlow's rewrites for oneDNN; as a function's they do not.
      ...(op === 'While' ? { _lower_using_switch_merge: { bool: true } } : {}),
    },
    names.map((key, index) => ({ port: 'output', dtype: types[index]!, shape: initial[key]!.shape })),
  );
  return Object.fromEntries(names.map((key, index) => [key, loop.outputs[index]!]));
}
