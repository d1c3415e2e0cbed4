import { scheduleFactor } from '../../model/learning-rate-schedule';
import type { TrainingPlan } from '../../model/training-plan';
import { curveColumns, curveEvidence } from '../curve-evidence';
import type { EpochCurve, StepPoint, WholeEpoch } from '../epochs';
import type { Evidence, Finding } from '../finding';
import type { Guessing } from '../guessing';
import { changeRate } from '../remedies';
import type { Rule, Seen } from '../rule';
import { binomialSd, mean, wander, wanderParts } from '../statistics';
import { usualRate } from '../usual-rate';

/** A loss so many times that of guessing was thrown there by steps that were too long. */
const thrown = 1.25;
/** A loss above this part of that of guessing: next to nothing has been learnt. */
const hardlyBetter = 0.8;

/** Learning rate too high: the loss is no number, is stuck at guessing after it was thrown off, rises, or swings. */
export const rateTooHigh: Rule = (seen) => diverged(seen) ?? stuck(seen) ?? rising(seen) ?? swinging(seen);

function diverged(seen: Seen): Finding | null {
  if (!seen.facts.diverged) return null;
  const last = seen.epochs.at(-1);
  return {
    ...common(seen, 10),
    title: 'Learning rate too high: the loss is no number any more',
    explanation:
      'Each correction overshot by more than the one before, until the weights grew beyond what a number can hold. ' +
      'Smaller steps keep them in bounds.',
    evidence: lossRows(seen.epochs.slice(-3)),
    epoch: last?.epoch ?? 1,
  };
}

/** Hardly better than guessing over at least half an epoch, and was far worse before. */
function stuck(seen: Seen): Finding | null {
  const { guess } = seen;
  const points = seen.epochs.flatMap((epoch) => epoch.points);
  if (!points.some(({ loss }) => loss > thrown * guess.loss)) return null;
  const recent = lastPictures(points, seen.trainPictures / 2);
  if (recent === null) return null;
  const pictures = recent.reduce((sum, point) => sum + point.pictures, 0);
  const of = (metric: 'loss' | 'accuracy'): number =>
    recent.reduce((sum, point) => sum + point[metric] * point.pictures, 0) / pictures;
  if (of('loss') < hardlyBetter * guess.loss) return null;
  const onlyGuesses = of('accuracy') < guess.accuracy + 4 * binomialSd(guess.accuracy, pictures) + 0.01;
  return {
    ...common(seen, 10),
    title: `Learning rate too high: it ${onlyGuesses ? 'only guesses' : 'hardly does better than guess'}`,
    explanation:
      'The first corrections were so large that they threw the weights to where next to nothing can be learnt: the answer hardly ' +
      'depends on the picture. Smaller steps do not overshoot.',
    evidence: lossRows(seen.epochs.slice(-3), guess),
    epoch: 1,
  };
}

/** The training loss of the last two epochs lies above that of an earlier one. */
function rising(seen: Seen): Finding | null {
  const { whole, guess } = seen;
  const losses = whole.map(({ train }) => train.loss);
  const best = losses.indexOf(Math.min(...losses));
  const since = losses.slice(best + 1);
  // A loss near nothing doubles by chance.
  const limit = losses[best]! + (said(seen) ? 0.01 : 0.03) * guess.loss;
  if (since.length < 2 || since.slice(-2).some((loss) => loss < limit)) return null;
  const turn = whole[best]!;
  if (mayHaveGoneUp(seen.facts.plan, turn.epoch, whole.at(-1)!.epoch)) return null;
  return {
    ...common(seen, 10),
    title: `Learning rate too high: the training loss rises since epoch ${turn.epoch}`,
    explanation:
      'On the very pictures it learns from, it gets worse: its steps are so long that they undo what was learnt before. ' +
      'Shorter steps go downhill.',
    evidence: lossRows(best < whole.length - 3 ? [turn, ...whole.slice(-2)] : whole.slice(best)),
    epoch: turn.epoch,
  };
}

/**
 * Whether the rate may be above that of an earlier epoch: a run to which epochs are added had come to the end of its schedule
 * there, which is then stretched over all of them. What it loses by that it wins back as the rate comes down again.
 */
function mayHaveGoneUp({ schedule, epochs }: TrainingPlan, earlier: number, now: number): boolean {
  const factorAfter = (epoch: number, of: number): number => scheduleFactor(schedule, epoch - 0.5, of);
  return factorAfter(now, epochs) > factorAfter(earlier, earlier);
}

/** Within the epochs, the accuracy goes up and down by far more than counting explains, and the loss hardly falls. */
function swinging(seen: Seen): Finding | null {
  const later = seen.whole.filter(({ epoch }) => epoch > 1).slice(-4);
  if (later.length < 2) return null;
  const [limit, fall] = said(seen) ? [1.7, 0.9] : [2.2, 0.95];
  const swings = later.map(({ points }) => wander(points));
  if (mean(swings) < limit || swings.filter((swing) => swing > limit * 0.7).length < 2) return null;
  const [first, last] = [later[0]!, later.at(-1)!];
  if (last.train.loss < fall ** (last.epoch - first.epoch) * first.train.loss) return null;
  return {
    ...common(seen, 3),
    title: 'Learning rate too high: it swings instead of settling',
    explanation:
      'From one moment to the next its accuracy goes up and down by more than the choice of pictures explains: the steps jump ' +
      'over the good weights. Shorter ones come closer.',
    evidence: swingRows(later),
    epoch: first.epoch,
  };
}

const said = ({ facts }: Seen): boolean => facts.said.includes('rate-too-high');

/** `divisor`: how much smaller the rate should be; one far above what is usual is brought within ten times of that. */
function common({ facts: { plan } }: Seen, divisor: number): Pick<Finding, 'kind' | 'severity' | 'remedies'> {
  let rate = plan.learningRate / divisor;
  while (rate > 10.001 * usualRate(plan.optimizer)) rate /= 10;
  const remedy = changeRate(plan, rate);
  return { kind: 'rate-too-high', severity: 'problem', remedies: remedy ? [remedy] : [] };
}

/** The last points that together saw `pictures`; null when fewer were seen. */
function lastPictures(points: readonly StepPoint[], pictures: number): StepPoint[] | null {
  let sum = 0;
  for (let first = points.length - 1; first >= 0; first--) {
    sum += points[first]!.pictures;
    if (sum >= pictures) return points.slice(first);
  }
  return null;
}

function lossRows(epochs: readonly EpochCurve[], guess?: Guessing): Evidence {
  const evidence = curveEvidence(['trainLoss', 'validationLoss', 'trainAccuracy'], epochs);
  if (guess) evidence.rows.push({ label: 'Guessing', values: [guess.loss, guess.loss, guess.accuracy] });
  return evidence;
}

function swingRows(epochs: readonly WholeEpoch[]): Evidence {
  const row = ({ epoch, train, points }: WholeEpoch) => {
    const pictures = points.reduce((sum, point) => sum + point.pictures, 0);
    const chance = binomialSd(train.accuracy, pictures / wanderParts(points));
    return {
      label: `${epoch}`,
      values: [train.loss, train.accuracy, chance * Math.sqrt(wander(points)), chance],
    };
  };
  return {
    rowsAre: 'Epoch',
    columns: [
      curveColumns.trainLoss,
      curveColumns.trainAccuracy,
      { label: 'Its swing, ±', unit: 'share' },
      { label: 'Swing by chance, ±', unit: 'share' },
    ],
    rows: epochs.map(row),
  };
}
