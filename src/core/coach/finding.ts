import type { TrainingPlan } from '../model/training-plan';

export const findingKinds = [
  'label-leakage',
  'rate-too-high',
  'overfitting',
  'class-imbalance',
  'rate-too-low',
  'underfitting',
  'still-learning',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** One column of figures; rows may lack a value, as before there was one. */
export interface EvidenceColumn {
  label: string;
  /** `share` is 0–1, to be shown in per cent. */
  unit: 'loss' | 'share' | 'count';
  /** Which curve it belongs to. */
  curve?: 'train' | 'validation';
}

export interface Evidence {
  /** What a row stands for: "Epoch", "Class". */
  rowsAre: string;
  columns: EvidenceColumn[];
  /** `values` in the order of the columns; NaN and infinity are as good as null. */
  rows: { label: string; values: (number | null)[] }[];
}

/** One setting that a remedy changes, in words: "learning rate", "0.1", "0.01". */
export interface PlanChange {
  setting: string;
  from: string;
  to: string;
}

export interface Remedy {
  /** What to do, as a button says it: "Train with a tenth of the rate". */
  label: string;
  changes: PlanChange[];
  /** The plan of the new run. */
  plan: TrainingPlan;
}

/** Something wrong with a run, with what shows it and what can be done about it. */
export interface Finding {
  kind: FindingKind;
  /** A `hint` could go better; a `problem` keeps the run from being what it seems or could be. */
  severity: 'problem' | 'hint';
  title: string;
  /** What it means, for people who learn: one to three sentences. */
  explanation: string;
  evidence: Evidence;
  /** The epoch in which it began (from 1), to be marked on the curves; null where it has none. */
  epoch: number | null;
  /** Best first; none where no setting of a plan helps. */
  remedies: Remedy[];
}

/** What a finding is called where there is little room: its title up to the colon. */
export const markWords = ({ title }: Finding): string => title.split(':', 1)[0] ?? title;
