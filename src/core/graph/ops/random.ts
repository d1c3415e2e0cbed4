import type { GraphBuilder, Tensor } from '../graph-builder';
import type { Shape } from '../graph-description';
import { stack } from './arrays';

const philox = 1;

/**
 * Uniform numbers in [0, 1), decided by `seed` (an integer of the plan and of the place in the graph) and `step` alone,
 * so that a run can go on from any step. `target` is the shape as an int32 vector, `shape` what is known of it.
 */
export function uniform(g: GraphBuilder, seed: number, step: Tensor, target: Tensor, shape: Shape): Tensor {
  const key = g.add(
    'StatelessRandomGetKeyCounter',
    [stack(g, [g.int(seed), step])],
    { Tseed: { type: 'int32' } },
    [
      { port: 'key', dtype: 'uint64', shape: [1] },
      { port: 'counter', dtype: 'uint64', shape: [2] },
    ],
  );
  return g.value(
    'StatelessRandomUniformV2',
    [target, ...key.outputs, g.int(philox)],
    { dtype: { type: 'float' }, Tshape: { type: 'int32' } },
    { port: 'output', dtype: 'float', shape },
  );
}
