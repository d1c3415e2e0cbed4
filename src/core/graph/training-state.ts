import { dimensionsOf, type ModelTask } from '../domain/data-set';
import { weightSpecs } from '../model/shapes';
import type { TrainingPlan } from '../model/training-plan';
import { slotName } from './optimizers/optimizer-builder';
import { optimizerBuilder } from './optimizers/registry';
import { nameInTraining } from './weight-averaging';

/** One float32 variable of a run. */
export interface StateEntry {
  name: string;
  shape: number[];
  /** The weight it starts as a copy of; null: it starts at zero. */
  startsAs: string | null;
}

export interface StateEntries {
  /** What would be kept, in the plan's order. */
  weights: StateEntry[];
  /** The optimizer's slots, and with averaging the weights that a step works on. */
  slots: StateEntry[];
}

/** Everything that training changes, apart from the number of steps. */
export function stateEntries(plan: TrainingPlan, { shape }: ModelTask): StateEntries {
  const specs = weightSpecs(plan.layers, dimensionsOf(shape));
  const slots = optimizerBuilder(plan.optimizer).slots(plan.optimizer);
  return {
    weights: specs.map(({ name, shape }) => ({ name, shape, startsAs: name })),
    slots: specs.flatMap(({ name, shape, trainable }): StateEntry[] => {
      const trained = nameInTraining(plan, name);
      return [
        ...(trained === name ? [] : [{ name: trained, shape, startsAs: name }]),
        ...(trainable ? slots : []).map((slot) => ({ name: slotName(trained, slot), shape, startsAs: null })),
      ];
    }),
  };
}
