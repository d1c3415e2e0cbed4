import { expect, test } from 'vitest';
import { coach } from '#core/coach/coach';
import { madeUpFacts } from './made-up-facts';

/** Falls to the fifth epoch, then jumps up. */
const losses = [0.6, 0.5, 0.42, 0.36, 0.3, 0.41, 0.4];
const run = (change: object) =>
  coach(
    madeUpFacts(
      change,
      losses.map((loss) => ({ train: { loss, accuracy: 0.88 }, validation: { loss, accuracy: 0.88 } })),
    ),
  ).map(({ kind }) => kind);

test.each([{ type: 'oneCycle' }, { type: 'cosine' }])(
  'epochs added after the end of $type take the rate up again, which is none that was chosen too high',
  (schedule) => {
    expect(run({ schedule, epochs: 10 })).toEqual([]);
    expect(run({ schedule, epochs: 50 })).toEqual([]);
  },
);

test.each([
  { type: 'constant', epochs: 10 },
  { type: 'warmup', epochs: 50, warmup: 0.1 },
  { type: 'warmup', epochs: 7, warmup: 1 },
  { type: 'oneCycle', epochs: 7 },
  { type: 'cosine', epochs: 7, final: 0.1 },
])('a rate of $type over $epochs epochs that can’t have gone up is too high', ({ epochs, ...schedule }) => {
  expect(run({ schedule, epochs })).toEqual(['rate-too-high']);
});
