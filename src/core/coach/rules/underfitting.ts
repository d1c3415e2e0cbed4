import { batchesOf } from '../../model/run-size';
import { curveEvidence } from '../curve-evidence';
import { isBeyond, type WholeEpoch } from '../epochs';
import type { Finding } from '../finding';
import { largerModel, moreEpochs } from '../remedies';
import type { Rule, Seen } from '../rule';
import { binomialSd } from '../statistics';
import { usualRate } from '../usual-rate';

const leastEpochs = 4;
/** Fewer corrections take no model far. */
const leastSteps = 2000;
/** The part of the training loss that an epoch still takes off at most, where a curve counts as flat. */
const flat = 0.03;

/**
 * Underfitting: at a usual rate and after many steps, the accuracy stays low on the training pictures themselves, no better there
 * than on validation, and the training loss hardly falls any more.
 */
export const underfitting: Rule = (seen) => {
  const { whole, facts } = seen;
  if (facts.running || whole.length < leastEpochs) return null;
  if (facts.plan.learningRate < 0.3 * usualRate(facts.plan.optimizer)) return null;
  const steps = whole.length * batchesOf(seen.trainPictures, facts.plan.batchSize);
  if (steps < leastSteps) return null;
  const last = whole.at(-1)!;
  const before = whole.at(-3)!;
  const fall = 1 - Math.sqrt(last.train.loss / before.train.loss);
  if (fall > flat || isBeyond(last, seen.easilyReached)) return null;
  if (!closeTogether(last, facts.data.validationPictures)) return null;
  return {
    kind: 'underfitting',
    severity: 'problem',
    title: 'Underfitting: it can’t learn the training pictures themselves',
    explanation:
      'It is as often wrong on the pictures it trains on as on others, and hardly gets better: the model is too small to hold ' +
      'what tells the classes apart. More units or layers give it room; more of the same pictures would not.',
    evidence: curveEvidence(
      ['trainLoss', 'trainAccuracy', 'validationAccuracy'],
      [before, whole.at(-2)!, last],
    ),
    epoch: null,
    remedies: remediesFor(seen),
  } satisfies Finding;
};

/** Training is not better than validation by more than chance and a hair. */
function closeTogether({ train, validation }: WholeEpoch, validationPictures: number): boolean {
  const chance = binomialSd(validation.accuracy, validationPictures);
  return train.accuracy - validation.accuracy < 2 * chance + 0.01;
}

function remediesFor({ whole, facts: { plan, dataSet } }: Seen) {
  return [largerModel(plan, dataSet) ?? moreEpochs(plan, whole.at(-1)!.epoch)].filter(
    (remedy) => remedy !== null,
  );
}
