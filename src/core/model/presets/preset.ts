import type { TrainingPlan } from '../training-plan';

/** How the recipe as it comes did on the 10,000 pictures of the Fashion-MNIST test set, each seed read once. */
export interface Measured {
  /** Mean accuracy over the seeds, 0–1. */
  mean: number;
  /** Standard deviation over the seeds, 0–1; null with one seed. */
  sd: number | null;
  seeds: number;
}

/** A recipe with a name, chosen on the validation part alone. */
export interface Preset {
  id: string;
  name: string;
  /** What it is called within a sentence: "the classic". */
  spoken: string;
  /** What it is, in a line. */
  description: string;
  /** Who it is for, in a line. */
  suits: string;
  /** Where it is meant to be trained; elsewhere it takes hours. */
  meantFor: 'cpu' | 'gpu';
  plan: TrainingPlan;
  /** The one place that holds its figure; null until it has been measured. */
  measured: Measured | null;
}
