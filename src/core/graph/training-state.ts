import { weightSpecs } from '../model/shapes';
import type { TrainingPlan } from '../model/training-plan';
import { slotName } from './optimizers/optimizer-builder';
import { optimizerBuilder } from './optimizers/registry';
import { trainedName } from './weight-averaging';

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
  /** The optimizer's slots, and with averaging the weights that are trained. */
  slots: StateEntry[];
}

/** Everything that training changes, apart from the number of steps. */
export function stateEntries(plan: TrainingPlan): StateEntries {
  const specs = weightSpecs(plan.layers);
  const slots = optimizerBuilder(plan.optimizer).slots(plan.optimizer);
  const averaging = plan.weightAveraging !== null;
  return {
    weights: specs.map(({ name, shape }) => ({ name, shape, startsAs: name })),
    slots: specs
      .filter((spec) => spec.trainable)
      .flatMap(({ name, shape }): StateEntry[] => {
        const trained = averaging ? trainedName(name) : name;
        return [
          ...(averaging ? [{ name: trained, shape, startsAs: name }] : []),
          ...slots.map((slot) => ({ name: slotName(trained, slot), shape, startsAs: null })),
        ];
      }),
  };
}
