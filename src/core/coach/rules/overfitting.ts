import { curveEvidence } from '../curve-evidence';
import type { WholeEpoch } from '../epochs';
import type { Finding } from '../finding';
import { moreDropout, stopEarly, varyPictures } from '../remedies';
import type { Rule, Seen } from '../rule';
import { mean, noiseSd, slopeT } from '../statistics';

/** Epochs after the turn before anything is said: one bad epoch, or two, is chance. */
const leastSince = 4;
/** Epochs that are averaged at the turn and at the end. */
const width = 3;

/**
 * Overfitting: the validation loss has turned and risen by more than its own noise explains, while the training loss went on
 * falling (L. Prechelt, "Early stopping, but when?", 1998).
 */
export const overfitting: Rule = (seen) => {
  const { whole, facts } = seen;
  const turn = turnOf(whole, facts.said.includes('overfitting'));
  if (turn === null) return null;
  const best = whole[turn]!;
  const now = whole.at(-1)!;
  const accuracyHeld = now.validation.accuracy >= best.validation.accuracy;
  return {
    kind: 'overfitting',
    // Its best weights are the ones that are kept then.
    severity: facts.plan.earlyStopping ? 'hint' : 'problem',
    title: `Overfitting since epoch ${best.epoch}`,
    explanation:
      `Until epoch ${best.epoch} what it learnt held for pictures it does not train on. Since then its training loss fell ` +
      'further while its validation loss rose: it memorises the training pictures' +
      (accuracyHeld
        ? ', and grows more certain of its wrong answers, although it gives no more of them.'
        : '.'),
    evidence: curveEvidence(
      ['trainLoss', 'validationLoss', 'trainAccuracy', 'validationAccuracy'],
      [best, now],
      ({ epoch }) => (epoch === best.epoch ? `${epoch}, the turn` : `${epoch}, now`),
    ),
    epoch: best.epoch,
    remedies: [stopEarly(facts.plan), regularised(seen)].filter((remedy) => remedy !== null),
  } satisfies Finding;
};

/**
 * Position in `whole` of the epoch with the lowest validation loss; null while it is not sure that it was the
 * turn. Of a hundred runs of 30 epochs whose loss only wavers, these bounds name two at most (see noise.test.ts).
 */
function turnOf(whole: readonly WholeEpoch[], said: boolean): number | null {
  const losses = whole.map(({ validation }) => validation.loss);
  const turn = losses.indexOf(Math.min(...losses));
  if (losses.length - 1 - turn < leastSince) return null;
  const around = losses.slice(Math.max(0, turn - 1), turn + 2);
  const last = losses.slice(-width);
  if (said) return mean(last) > mean(around) ? turn : null;
  if (mean(last) < 1.02 * mean(around) || last.some((loss) => loss <= mean(around))) return null;
  const trainFell = mean(whole.slice(-width).map(({ train }) => train.loss)) < 0.97 * whole[turn]!.train.loss;
  if (!trainFell) return null;
  // The first epochs fall too fast for their differences to be noise.
  const deviation = noiseSd(losses.slice(2)) * Math.sqrt(1 / around.length + 1 / last.length);
  const rise = (mean(last) - mean(around)) / deviation;
  if (rise > 4 || (rise > 3 && slopeT(losses.slice(turn)) > 4)) return turn;
  return rise > 2.5 && mean(last) > 1.04 * mean(around) && hasComeApart(whole[turn]!, whole.at(-1)!)
    ? turn
    : null;
}

/** Since the turn, the training part has gone where the validation part did not follow. */
function hasComeApart(turn: WholeEpoch, now: WholeEpoch): boolean {
  return now.train.loss < 0.85 * turn.train.loss && now.train.accuracy > now.validation.accuracy + 0.04;
}

/** Convolutions can tell a moved picture for the same; dense layers can't, and do better with dropout. */
function regularised({ facts: { plan, dataSet }, convolves }: Seen) {
  return (convolves ? varyPictures(plan, dataSet) : null) ?? moreDropout(plan, dataSet);
}
