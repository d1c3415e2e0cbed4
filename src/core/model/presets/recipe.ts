import type { DataSet, ModelTask } from '../../domain/data-set';
import type { TrainingPlan } from '../training-plan';

/** How a recipe as it comes did on the test part of a data set, each seed read once. */
export interface Measured {
  /** Mean accuracy over the seeds, 0–1. */
  mean: number;
  /** Standard deviation over the seeds, 0–1; null with one seed. */
  sd: number | null;
  seeds: number;
}

/** A model with a name and how to train it, for any data set; chosen on validation pictures alone, most of it on Fashion-MNIST's. */
export interface Recipe {
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
  /** Fitted to the set's pictures, classes and counts. */
  planFor(set: PresetTask): TrainingPlan;
  /** The one place that holds its figures, by the id of the data set. */
  measured: Readonly<Record<string, Measured>>;
}

/** A recipe as it is offered for one data set. */
export interface Preset extends Omit<Recipe, 'planFor' | 'measured'> {
  plan: TrainingPlan;
  /** Null until it has been measured on that data set. */
  measured: Measured | null;
}

/** What a recipe is fitted to: shape, classes, how many pictures there are and what may be done to them. */
export type PresetTask = ModelTask & Pick<DataSet, 'id' | 'parts' | 'preparation'>;

export function fitRecipe({ planFor, measured, ...recipe }: Recipe, dataSet: PresetTask): Preset {
  return { ...recipe, plan: planFor(dataSet), measured: measured[dataSet.id] ?? null };
}
