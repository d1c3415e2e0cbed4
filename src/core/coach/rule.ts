import { convolves } from '../model/convolves';
import type { CoachFacts } from './coach-facts';
import { epochsOf, isWhole, type EpochCurve, type WholeEpoch } from './epochs';
import type { Finding } from './finding';
import { guessing, type Guessing } from './guessing';
import { aboveLeast } from './least-loss';

/** The facts with what every rule would work out of them. Losses are what lies above the least that label smoothing leaves. */
export interface Seen {
  facts: CoachFacts;
  epochs: readonly EpochCurve[];
  /** Those that have ended, in order. */
  whole: readonly WholeEpoch[];
  trainPictures: number;
  guess: Guessing;
  /**
   * The accuracy that a model with room to learn gets beyond: the set's own figure; half-way from guessing to being always right where
   * none is known, which is little enough to be said of any set.
   */
  easilyReached: number;
  convolves: boolean;
}

/** Looks for one thing; null where there is no evidence of it. */
export type Rule = (seen: Seen) => Finding | null;

export function look(facts: CoachFacts): Seen {
  const { plan, dataSet } = facts;
  const trainPictures = facts.data.trainPerClass.reduce((sum, count) => sum + count, 0);
  const epochs = epochsOf(
    aboveLeast(facts.curves, plan.labelSmoothing, dataSet.classes.length),
    trainPictures,
  );
  const guess = guessing(facts.data.trainPerClass, plan.labelSmoothing);
  return {
    facts,
    epochs,
    whole: epochs.filter(isWhole),
    trainPictures,
    guess,
    easilyReached: dataSet.references.easilyReached ?? (guess.accuracy + 1) / 2,
    convolves: convolves(plan.layers),
  };
}
