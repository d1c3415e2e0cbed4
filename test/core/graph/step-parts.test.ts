import { expect, test } from 'vitest';
import { clipGradients } from '#core/graph/clip-gradients';
import { learningRate } from '#core/graph/learning-rate';
import { softmaxCrossEntropy } from '#core/graph/loss';
import { cast } from '#core/graph/ops/arithmetic';
import { placeholder } from '#core/graph/ops/arrays';
import { scheduleFactor } from '#core/model/learning-rate-schedule';
import { scheduleSchema } from '#core/model/training-plan';
import { planOf } from '../tensorflow/graph-support';
import { openGraph, spreadValues } from './graph-bench';

const schedules = [
  { type: 'constant' },
  { type: 'warmup', warmup: 0.25 },
  { type: 'warmup', warmup: 0 },
  { type: 'cosine' },
  { type: 'cosine', warmup: 0.2, final: 0.1 },
  { type: 'oneCycle' },
  { type: 'oneCycle', peak: 0.5, start: 0, final: 0.3 },
].map((given) => scheduleSchema.parse(given));

test.each(schedules)('the learning rate in the graph follows %j', async (schedule) => {
  const plan = planOf({ learningRate: 0.4, schedule });
  const graph = await openGraph((g) => ({
    rate: learningRate(g, plan, 40, placeholder(g, 'step', 'int32', [])),
  }));
  for (let step = 0; step < 45; step++) {
    const { rate } = graph.run({ step: { shape: [], values: Int32Array.of(step) } });
    expect(rate[0]).toBeCloseTo(0.4 * scheduleFactor(schedule, step, 40), 5);
  }
  graph.dispose();
});

test.each([0, 0.2])(
  'cross-entropy with label smoothing %d is that of the smoothed targets',
  async (smoothing) => {
    const labels = [3, 0, 9];
    const logits = spreadValues(30, 4).map((value) => 3 * value);
    const graph = await openGraph((g) => {
      const loss = softmaxCrossEntropy(
        g,
        placeholder(g, 'logits', 'float', [null, 10]),
        cast(g, g.ints(labels), 'int64'),
        smoothing,
      );
      return { sum: loss.lossSum, correct: loss.correct, gradient: loss.gradient };
    });
    const found = graph.run({ logits: { shape: [3, 10], values: logits } });
    graph.dispose();
    let sum = 0;
    let correct = 0;
    labels.forEach((label, row) => {
      const values = Array.from(logits.subarray(row * 10, row * 10 + 10));
      const total = values.reduce((all, value) => all + Math.exp(value), 0);
      if (values.indexOf(Math.max(...values)) === label) correct += 1;
      values.forEach((value, place) => {
        const target = (place === label ? 1 - smoothing : 0) + smoothing / 10;
        sum -= target * Math.log(Math.exp(value) / total);
        expect(found.gradient[row * 10 + place]).toBeCloseTo(Math.exp(value) / total - target, 5);
      });
    });
    expect(found.sum[0]).toBeCloseTo(sum, 4);
    expect(found.correct[0]).toBe(correct);
  },
);

test.each([
  [2.5, 0.5],
  [10, 1],
])('gradients of norm 5 clipped at %d are scaled by %d', async (clipNorm, factor) => {
  const graph = await openGraph((g) =>
    Object.fromEntries(
      clipGradients(
        g,
        new Map([
          ['a', g.constant('float', [2], [3, 0])],
          ['b', g.constant('float', [1, 1], [-4])],
        ]),
        clipNorm,
      ),
    ),
  );
  const { a, b } = graph.run();
  graph.dispose();
  expect([...a!, ...b!]).toEqual([3 * factor, 0, -4 * factor]);
});
