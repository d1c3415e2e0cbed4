import type { Layer } from '#core/layers/registry';
import { planSettings } from '#core/model/settings/plan-settings';
import type { Setting, SettingValue } from '#core/model/settings/setting';
import { trainingPlanSchema, type TrainingPlan } from '#core/model/training-plan';
import { initialValue, readSetting, type FieldValues } from './setting-value';
import { draftLayers, readLayers, type LayerDraft } from './layer-draft';

/** A plan as it stands in the form. Values of settings that do not count at the moment are kept. */
export interface PlanDraft {
  preset: string;
  /** By the setting's path. */
  values: FieldValues;
  layers: readonly LayerDraft[];
}

export interface ReadDraft {
  /** Null while a field can't be used. Whether its layers fit together is another question. */
  plan: TrainingPlan | null;
  /** Each layer, or null while one of its fields can't be used. */
  layers: (Layer | null)[];
  /** By the setting's path; by the layer's key and field where it is a layer's. */
  errors: Readonly<Record<string, string>>;
}

/** The form's contents for `plan`. What the plan does not say is taken from `before`, else from the defaults. */
export function draftOf(plan: TrainingPlan, before?: PlanDraft): PlanDraft {
  const values: Record<string, SettingValue> = {};
  for (const setting of planSettings) {
    const value = valueAt(plan, setting.path);
    values[setting.path] = value ?? before?.values[setting.path] ?? initialValue(setting);
  }
  return { preset: plan.preset, values, layers: draftLayers(plan.layers) };
}

/** Whether the setting counts, as the others stand. */
export function counts({ when }: Setting, values: FieldValues): boolean {
  return when === undefined || when.is.includes(values[when.path] ?? false);
}

/** Reads the form, within the bounds of the settings that the data set has. */
export function readDraft(
  { preset, values, layers }: PlanDraft,
  settings: readonly Setting[] = planSettings,
): ReadDraft {
  const errors: Record<string, string> = {};
  const read: Record<string, unknown> = { preset };
  for (const setting of settings) {
    if (!counts(setting, values)) continue;
    const value = readSetting(setting, values[setting.path] ?? initialValue(setting));
    if ('error' in value) errors[setting.path] = value.error;
    else put(read, setting.path, value.value);
  }
  const { layers: readable, errors: layerErrors } = readLayers(layers);
  Object.assign(errors, layerErrors);
  if (Object.keys(errors).length > 0) return { plan: null, layers: readable, errors };
  // Without any change it is left out, as in a plan that was written so.
  if (!Object.values(read.augmentation ?? {}).some(Boolean)) read.augmentation = null;
  return { plan: trainingPlanSchema.parse({ ...read, layers: readable }), layers: readable, errors };
}

/** What a plan says at `path`, as it stands in a form; undefined where it says nothing. */
function valueAt(plan: TrainingPlan, path: string): SettingValue | undefined {
  const optional = path.endsWith('?');
  const names = path.replace('?', '').split('.');
  const value = names.reduce<unknown>(
    (part, name) => (part === null || part === undefined ? part : (part as Record<string, unknown>)[name]),
    plan,
  );
  if (optional) return value !== null;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  // Without augmentation, every change is off.
  return names[0] === 'augmentation' ? (names[1] === 'flip' ? false : '0') : undefined;
}

/** "optimizer.beta1" into an object within an object; "clipNorm?" being off leaves null there. */
function put(plan: Record<string, unknown>, path: string, value: unknown): void {
  if (path.endsWith('?')) {
    if (value === false) plan[path.slice(0, -1)] = null;
    return;
  }
  const [first = '', second] = path.split('.');
  if (second === undefined) plan[first] = value;
  else plan[first] = { ...(plan[first] as object | undefined), [second]: value };
}
