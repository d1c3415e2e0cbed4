import type { ModelTask } from '../../domain/data-set';
import type { EngineState } from '../../domain/engine';
import { WardrobeError } from '../../domain/errors';
import type { NamedTensor } from '../../domain/named-tensor';
import type { StateEntries, StateEntry } from '../../graph/training-state';
import { initialWeights } from '../../model/initial-weights';
import { shapeSize } from '../../layers/shape-size';
import type { TrainingPlan } from '../../model/training-plan';
import { wrongWeights } from './session-errors';

/** What a run starts from. */
export function initialState(
  plan: TrainingPlan,
  dataSet: ModelTask,
  { weights, slots }: StateEntries,
): EngineState {
  const initial = new Map(initialWeights(plan, dataSet).map(({ name, values }) => [name, values]));
  const tensor = ({ name, shape, startsAs }: StateEntry): NamedTensor => ({
    name,
    shape,
    values: (startsAs === null ? undefined : initial.get(startsAs)) ?? new Float32Array(shapeSize(shape)),
  });
  return { step: 0, weights: weights.map(tensor), slots: slots.map(tensor) };
}

/** Throws WardrobeError('bad-input') unless the state has a number of steps and exactly the tensors of `entries`. */
export function checkState(entries: StateEntries, { step, weights, slots }: EngineState): void {
  if (!Number.isInteger(step) || step < 0)
    throw new WardrobeError('bad-input', `${step} is no number of steps.`);
  checkTensors(entries.weights, weights);
  checkTensors(entries.slots, slots);
}

function checkTensors(entries: readonly StateEntry[], given: readonly NamedTensor[]): void {
  const byName = new Map(given.map((tensor) => [tensor.name, tensor]));
  const fits = ({ name, shape }: StateEntry): boolean => {
    const tensor = byName.get(name);
    return tensor?.shape.join() === shape.join() && tensor.values.length === shapeSize(shape);
  };
  if (given.length !== entries.length || byName.size !== entries.length || !entries.every(fits))
    throw wrongWeights();
}
