import { expect, test } from 'vitest';
import { shapeSize } from '#core/layers/shape-size';
import { uniformNumbers } from '#core/random/stateless-random';
import { placeholder } from '#core/graph/ops/arrays';
import { uniform } from '#core/graph/ops/random';
import { openGraph } from '../graph/graph-bench';

const seeds = [0, 1, 7, 65_536, 123_456_789, 2 ** 31 - 1];
const steps = [0, 1, 2, 99, 65_535, 1_000_000, 2 ** 31 - 1];

test.each(seeds)('seed %i: the very numbers that TensorFlow draws, at every step', async (seed) => {
  const shape = [37, 11];
  const graph = await openGraph((g) => ({
    drawn: uniform(g, seed, placeholder(g, 'step', 'int32', []), g.ints(shape), shape),
  }));
  for (const step of steps) {
    const { drawn } = graph.run({ step: { shape: [], values: Int32Array.of(step) } });
    expect(Array.from(uniformNumbers(seed, step, shapeSize(shape)))).toEqual(drawn);
  }
  graph.dispose();
});

test('many numbers are as TensorFlow draws them on all its threads, and lie in [0, 1)', async () => {
  const count = 300_001;
  const graph = await openGraph((g) => ({ drawn: uniform(g, 5, g.int(3), g.ints([count]), [count]) }));
  const { drawn } = graph.run();
  graph.dispose();
  const own = uniformNumbers(5, 3, count);
  expect(Buffer.compare(Buffer.from(own.buffer), Buffer.from(Float32Array.from(drawn).buffer))).toBe(0);
  expect(own.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(own.reduce((sum, value) => sum + value, 0) / count).toBeCloseTo(0.5, 2);
});
