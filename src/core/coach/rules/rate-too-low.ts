import { curveEvidence } from '../curve-evidence';
import { isBeyond, hasGap, type WholeEpoch } from '../epochs';
import type { Finding } from '../finding';
import { changeRate } from '../remedies';
import type { Rule, Seen } from '../rule';
import { mean, wander } from '../statistics';
import { usualRate } from '../usual-rate';

/** Only a rate below this part of the usual one can be what makes a run slow. */
const belowUsual = 0.35;
/** A tenth of the rate and less shows sooner. */
const farBelow = 0.05;

/**
 * Learning rate too low: below what is usual, and the losses of both parts go on falling together, epoch by epoch, smoothly,
 * far from where a model of any size gets.
 */
export const rateTooLow: Rule = (seen) => {
  const { whole, facts } = seen;
  const { plan } = facts;
  const part = plan.learningRate / usualRate(plan.optimizer);
  const said = facts.said.includes('rate-too-low');
  if (part > (facts.running && !said ? farBelow : belowUsual)) return null;
  if (whole.length < (part <= farBelow ? 2 : 3)) return null;
  const last = whole.at(-1)!;
  if (isBeyond(last, seen.easilyReached) || !fallsThroughout(whole)) return null;
  if (mean(whole.slice(1).map(({ points }) => wander(points))) > 1.8) return null;
  if (hasGap(last)) return null;
  if (fallAtEnd(whole) < (said ? 0.01 : 0.02) && !hardlyMoved(seen)) return null;
  return {
    kind: 'rate-too-low',
    severity: 'problem',
    title: 'Learning rate too low: it learns in tiny steps',
    explanation:
      'Both losses fall epoch by epoch, smoothly and together, and are still far from where this data can take them. ' +
      'Nothing is wrong with the direction; longer steps get there sooner.',
    evidence: curveEvidence(['trainLoss', 'validationLoss', 'validationAccuracy'], firstAndLast(whole)),
    epoch: null,
    remedies: [raised(seen, part)].filter((remedy) => remedy !== null),
  } satisfies Finding;
};

const fallsThroughout = (whole: readonly WholeEpoch[]): boolean =>
  whole
    .slice(1)
    .every(
      ({ train, validation }, index) =>
        train.loss < whole[index]!.train.loss && validation.loss < whole[index]!.validation.loss,
    );

/** By what part the training loss fell in the last epoch. */
function fallAtEnd(whole: readonly WholeEpoch[]): number {
  const [before, last] = whole.slice(-2);
  return 1 - last!.train.loss / before!.train.loss;
}

/** A rate so small that the weights are where they began. */
const hardlyMoved = ({ whole, guess }: Seen): boolean => whole.at(-1)!.train.loss > 0.9 * guess.loss;

function raised({ facts: { plan } }: Seen, part: number) {
  const usual = usualRate(plan.optimizer);
  let rate = plan.learningRate * (part <= farBelow ? 10 : 3);
  while (rate < 0.099 * usual) rate *= 10;
  return changeRate(plan, Math.min(rate, Math.max(usual, plan.learningRate * 3)));
}

const firstAndLast = (whole: readonly WholeEpoch[]): readonly WholeEpoch[] =>
  whole.length <= 4 ? whole : [whole[0]!, ...whole.slice(-3)];
