import type { DataSet } from '../domain/data-set';
import type { EngineChoice } from '../domain/engine';
import type { TrainingPlan } from '../model/training-plan';
import { runSeconds, type Pace } from './pace';

/** One way to train that was tried here, and what came of it. */
export interface Probed {
  choice: EngineChoice;
  pace: Pace;
}

/** So much faster another way has to be, so that a plan does not change its engine by the noise of a probe. */
const clearly = 1.2;

/**
 * What to train `plan` with: the first of `probed` (in the order of preference), unless a later one is clearly faster. Undefined when
 * nothing has been probed.
 */
export function fastest(
  plan: TrainingPlan,
  probed: readonly Probed[],
  dataSet: Pick<DataSet, 'parts'>,
): Probed | undefined {
  const seconds = ({ pace }: Probed): number => runSeconds(plan, pace, dataSet);
  return probed.reduce<Probed | undefined>(
    (taken, other) => (taken && seconds(taken) <= clearly * seconds(other) ? taken : other),
    undefined,
  );
}
