import { expect, test } from 'vitest';
import { openLayers } from './graph-bench';

test.each([
  ['that divide the picture', 2, [6, 4, 3]],
  ['that leave a row and a column over', 3, [7, 5, 2]],
])(
  'windows %s give the same maximum and the same gradient as by MaxPoolGrad',
  async (_what, poolSize, input) => {
    const results = [];
    for (const poolsByReshape of [true, false]) {
      const { graph, fed } = await openLayers([{ type: 'maxPool', poolSize }], input, { poolsByReshape });
      // Every value several times, so that most windows have more than one that is largest.
      fed.input!.values = fed.input!.values.map((value) => Math.round(2 * value) + 0);
      results.push(graph.run(fed));
      graph.dispose();
    }
    expect(results[0]).toEqual(results[1]);
  },
);
