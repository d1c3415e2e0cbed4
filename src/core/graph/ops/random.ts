import type { GraphBuilder, Tensor } from '../graph-builder';
import type { Shape } from '../graph-description';
import { cast, scaled } from './arithmetic';
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
  const bits = g.value(
    'StatelessRandomUniformFullIntV2',
    [target, ...key.outputs, g.int(philox)],
    { dtype: { type: 'uint32' }, Tshape: { type: 'int32' } },
    { port: 'output', dtype: 'uint32', shape },
  );
  // Made floats here: TensorFlow's kernels and XLA draw the same bits, but not the same floats.
  const shift = g.constant('uint32', [], [8]);
  const upper = g.value(
    'RightShift',
    [bits, shift],
    { T: { type: 'uint32' } },
    { port: 'z', dtype: 'uint32', shape },
  );
  return scaled(g, cast(g, upper, 'float'), 2 ** -24);
}
