import { expect, test } from 'vitest';
import { coach } from '#core/coach/coach';
import type { CoachFacts } from '#core/coach/coach-facts';
import { Random } from '#core/random/random';
import { madeUpFacts } from './made-up-facts';

const epochs = 30;
const random = new Random(20170828);

/** About normal, with deviation 1: a sum of twelve uniform numbers. */
const noise = () =>
  Array.from({ length: 12 }, () => random.below(1_000_000) / 1e6).reduce((a, b) => a + b, -6);

/** A run whose training loss falls as the classic's does, and whose validation loss levels off and only wavers, by `sd`. */
function wavering(sd: number): CoachFacts {
  return madeUpFacts(
    {},
    Array.from({ length: epochs }, (_, index) => {
      const epoch = index + 1;
      const loss = 0.18 + 0.3 * Math.exp(-epoch / 6);
      const validation = 0.32 + 0.1 * Math.exp(-epoch / 2) + sd * noise();
      return {
        train: { loss, accuracy: 1 - loss / 2.7 },
        validation: { loss: validation, accuracy: 0.89 },
      };
    }),
  );
}

test.each([0.006, 0.012])(
  'of a thousand validation losses that waver by %f, few are called overfitting',
  (sd) => {
    const called = Array.from({ length: 1000 }, () => coach(wavering(sd))).filter(
      (found) => found.length > 0,
    );
    expect(called.length).toBeLessThan(20);
  },
);
