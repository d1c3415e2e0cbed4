import { expect, test } from 'vitest';
import { coach } from '#core/coach/coach';
import type { CoachFacts } from '#core/coach/coach-facts';
import { guessing } from '#core/coach/guessing';
import { leastLoss, smoothed } from '#core/coach/least-loss';
import { softmaxCrossEntropy } from '#core/tensorflow/layers-engine/layers-loss';
import { recordedFacts } from '../../fixtures/coach/facts';
import { runList } from '../../fixtures/coach/run-list';
import { madeUpFacts } from './made-up-facts';
import { classNames } from '../../fixtures/fashion-mnist';

const kinds = (facts: CoachFacts) => coach(facts).map(({ kind }) => kind);

/** A run that has learnt as much, of what there is to learn with label smoothing. */
function withSmoothing(facts: CoachFacts, labelSmoothing: number): CoachFacts {
  const { trainPerClass } = facts.data;
  const part = guessing(trainPerClass, labelSmoothing).loss / guessing(trainPerClass, 0).loss;
  const least = leastLoss(labelSmoothing, classNames.length);
  return {
    ...facts,
    plan: { ...facts.plan, labelSmoothing },
    curves: facts.curves.map((point) => ({ ...point, loss: least + part * point.loss })),
  };
}

test.each([0, 0.1, 0.6])('the least loss is the one that training has at a smoothing of %f', (smoothing) => {
  const logits = Float32Array.from({ length: 10 }, (_, place) =>
    Math.log(Math.max(smoothed(place === 3 ? 1 : 0, smoothing, classNames.length), 1e-30)),
  );
  const { lossSum } = softmaxCrossEntropy(logits, Uint16Array.of(3), smoothing);
  expect(leastLoss(smoothing, classNames.length)).toBeCloseTo(lossSum, 5);
});

test.each(runList.filter(({ plan }) => plan.labelSmoothing === 0))(
  '$name: label smoothing does not change what is said',
  async (run) => {
    const facts = await recordedFacts(run);
    for (const smoothing of [0.1, 0.6])
      expect(kinds(withSmoothing(facts, smoothing)), `${smoothing}`).toEqual(kinds(facts));
  },
);

const falling = [0.745, 0.82, 0.84, 0.852, 0.861].map((accuracy, index) => ({
  train: { accuracy, loss: 0.6 * 0.96 ** index },
  validation: { accuracy, loss: 0.59 * 0.96 ** index },
}));

test('a loss that falls is not flat because label smoothing lies under it; shown is all of it', () => {
  const [found, ...others] = coach(withSmoothing(madeUpFacts({}, falling), 0.1));
  expect(others).toEqual([]);
  expect(found?.kind).toBe('still-learning');
  const { curves } = withSmoothing(madeUpFacts({}, falling), 0.1);
  expect(found?.evidence.rows.at(-1)?.values).toEqual([
    expect.closeTo(curves.at(-2)!.loss),
    expect.closeTo(curves.at(-1)!.loss),
    0.861,
  ]);
});

test('a high loss is no guessing where label smoothing makes most of it', () => {
  const learnt = { loss: 2.0, accuracy: 0.8 };
  const facts = madeUpFacts({ labelSmoothing: 0.6 }, [{ train: learnt, validation: learnt }]);
  const early = { kind: 'train', position: 0.01, loss: 2.9, accuracy: 0.1 } as const;
  expect(kinds({ ...facts, curves: [early, ...facts.curves] })).toEqual([]);
});
