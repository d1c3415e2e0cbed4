import type { CoachFacts } from './coach-facts';
import type { Finding, FindingKind } from './finding';
import { withLeastAdded } from './least-loss';
import { look, type Rule } from './rule';
import { classImbalance } from './rules/class-imbalance';
import { labelLeakage } from './rules/label-leakage';
import { overfitting } from './rules/overfitting';
import { rateTooHigh } from './rules/rate-too-high';
import { rateTooLow } from './rules/rate-too-low';
import { stillLearning } from './rules/still-learning';
import { underfitting } from './rules/underfitting';

/** Gravest first. */
const rules: readonly Rule[] = [
  labelLeakage,
  rateTooHigh,
  overfitting,
  classImbalance,
  rateTooLow,
  underfitting,
  stillLearning,
];

/** What explains others away: with a rate far off, nothing else about the curves means anything. */
const explains: Partial<Record<FindingKind, readonly FindingKind[]>> = {
  'label-leakage': ['still-learning', 'overfitting'],
  'rate-too-high': ['overfitting', 'class-imbalance', 'rate-too-low', 'underfitting', 'still-learning'],
  'rate-too-low': ['class-imbalance', 'underfitting', 'still-learning'],
  underfitting: ['still-learning'],
};

/**
 * What is wrong with a run, gravest first, each with what shows it and what to do about it. Empty where nothing is sure: a
 * healthy run gets nothing. Pure: the same facts give the same findings.
 */
export function coach(facts: CoachFacts): Finding[] {
  const seen = look(facts);
  const found = rules.map((rule) => rule(seen)).filter((finding) => finding !== null);
  const explained = new Set(found.flatMap(({ kind }) => explains[kind] ?? []));
  return found
    .filter(({ kind }) => !explained.has(kind))
    .map((finding) => withLeastAdded(finding, facts.plan.labelSmoothing, facts.dataSet.classes.length));
}
