import { expect, test } from 'vitest';
import { coach } from '#core/coach/coach';
import { madeUpFacts } from './made-up-facts';

const dense = (units: number, activation: string) => ({ type: 'dense', units, activation });
const wide = [{ type: 'flatten' }, dense(512, 'relu'), dense(10, 'softmax')];

const run = (change: object, losses: readonly number[], accuracy = 0.88) =>
  coach(
    madeUpFacts(
      change,
      losses.map((loss) => ({ train: { loss, accuracy }, validation: { loss, accuracy } })),
    ),
  );

const falling = [0.5, 0.44, 0.4];

test('a run that trained all its epochs is to get twice as many', () => {
  const [found] = run({}, falling);
  expect(found?.kind).toBe('still-learning');
  expect(found?.explanation).toContain('More epochs would');
  expect(found?.remedies.map(({ plan }) => plan.epochs)).toEqual([6]);
});

test('one that was stopped before is said to be able to go on, and gets no longer plan', () => {
  const [found] = run({ epochs: 50 }, falling);
  expect(found?.kind).toBe('still-learning');
  expect(found?.explanation).toContain('ended after 3 of its 50 epochs; training on would');
  expect(found?.remedies).toEqual([]);
});

test('nor does one that underfits, and is as large as can be', () => {
  const flat = [0.601, 0.6, 0.599, 0.598];
  const epochsOf = (epochs: number) =>
    run({ epochs, layers: wide }, flat, 0.8).map(({ kind, remedies }) => [
      kind,
      ...remedies.map(({ plan }) => plan.epochs),
    ]);
  expect(epochsOf(4)).toEqual([['underfitting', 8]]);
  expect(epochsOf(50)).toEqual([['underfitting']]);
});

test('nothing is said of one whose validation loss is above that of training, however hard that is made', () => {
  const epochs = falling.map((loss) => ({
    train: { loss, accuracy: 0.88 },
    validation: { loss: 1.1 * loss, accuracy: 0.87 },
  }));
  expect(coach(madeUpFacts({}, epochs))).toEqual([]);
  expect(coach(madeUpFacts({ augmentation: { flip: true } }, epochs))).toEqual([]);
});
