import { scheduleFactor } from '../../model/learning-rate-schedule';
import { curveEvidence } from '../curve-evidence';
import { hasGap } from '../epochs';
import type { Finding } from '../finding';
import { moreEpochs } from '../remedies';
import type { Rule } from '../rule';

/** The part of the validation loss that the last epoch must have taken off. */
const leastFall = 0.02;

/**
 * Still learning: it ended while the validation loss was falling, and no gap had opened between it and the training loss.
 * Says nothing where the schedule brings the rate to its end: what falls then falls because of that.
 */
export const stillLearning: Rule = ({ whole, facts }) => {
  const { plan } = facts;
  if (facts.running || facts.diverged || whole.length < 2) return null;
  if (scheduleFactor(plan.schedule, 999, 1000) < 0.5) return null;
  const recent = whole.slice(-3);
  const falls = recent
    .slice(1)
    .map(({ validation }, index) => 1 - validation.loss / recent[index]!.validation.loss);
  if (falls.some((fall) => fall < leastFall)) return null;
  const last = recent.at(-1)!;
  if (hasGap(last)) return null;
  const remedy = moreEpochs(plan, last.epoch);
  return {
    kind: 'still-learning',
    severity: 'hint',
    title: 'Still learning when it ended',
    explanation:
      'The validation loss was falling to the end and is not clearly higher than the training loss: it is not overfitting yet. ' +
      (last.epoch < plan.epochs
        ? `It ended after ${last.epoch} of its ${plan.epochs} epochs; training on would improve it.`
        : 'More epochs would improve it.'),
    evidence: curveEvidence(['trainLoss', 'validationLoss', 'validationAccuracy'], recent),
    epoch: null,
    remedies: remedy ? [remedy] : [],
  } satisfies Finding;
};
