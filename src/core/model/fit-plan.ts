import type { DataSet } from '../domain/data-set';
import { toErrorInfo } from '../domain/errors';
import type { Layer } from '../layers/registry';
import { findPreset, findRecipe, presetsFor } from './presets';
import { checkPlan } from './shapes';
import type { TrainingPlan } from './training-plan';

export interface FittedPlan {
  plan: TrainingPlan;
  /** What could not be kept, each in a sentence. */
  notes: string[];
}

/**
 * A plan that was made for the data set `from`, for `to`. What stands as its preset has it becomes what the preset has for `to`; own
 * changes are kept where they fit. Without `from`, as for a set that is gone, every setting counts as an own change.
 */
export function fitPlan(plan: TrainingPlan, from: DataSet | null, to: DataSet): FittedPlan {
  const before = from && findPreset(plan.preset, from)?.plan;
  const after = findPreset(plan.preset, to)?.plan;
  const fitted = after && before ? { ...plan, ...followed(plan, before, after) } : plan;
  const own = { ...fitted, layers: endFor(fitted.layers, to) };
  try {
    checkPlan(own, to);
    return { plan: own, notes: [] };
  } catch (error) {
    const usual = after ?? presetsFor(to)[0]!.plan;
    const whose = findRecipe(usual.preset)?.spoken ?? usual.preset;
    return {
      plan: { ...own, layers: usual.layers },
      notes: [
        `The layers you had don't fit ${to.name}: ${toErrorInfo(error).message} Those of ${whose} took their place.`,
      ],
    };
  }
}

/** The settings, layers among them, that stand as the preset had them, as it has them now. */
function followed(plan: TrainingPlan, before: TrainingPlan, after: TrainingPlan): Partial<TrainingPlan> {
  const names = Object.keys(after) as (keyof TrainingPlan)[];
  const usual = names.filter((name) => JSON.stringify(plan[name]) === JSON.stringify(before[name]));
  return Object.fromEntries(usual.map((name) => [name, after[name]]));
}

/** The layers with a last one of as many units as there are classes, where it is one that answers. */
function endFor(layers: readonly Layer[], { classes }: DataSet): Layer[] {
  const last = layers.at(-1);
  if (last?.type !== 'dense' || last.activation !== 'softmax') return [...layers];
  return [...layers.slice(0, -1), { ...last, units: classes.length }];
}
