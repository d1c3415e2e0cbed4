import { toErrorInfo, type ErrorInfo } from '#core/errors';
import { findPreset, presets, type Preset } from '#core/model/presets';
import { checkPlan, describeLayers, type LayerShape } from '#core/model/shapes';
import type { TrainingPlan } from '#core/model/training-plan';
import { client } from '../client';
import { fieldErrors, fieldsOf, planWith, type PlanFields } from './plan-fields';
import { spokenName } from './spoken-name';

const saveDelayMs = 300;

/** The plan the user is working on. It is saved a moment after each change that makes a valid plan. */
class PlanState {
  /** What has been read or saved last, and what the form's fields change. */
  base = $state.raw<TrainingPlan>(presets[0]!.plan);
  fields = $state<PlanFields>(fieldsOf(presets[0]!.plan));
  /** False until main has answered; the form waits for it, so that typing is never overwritten. */
  loaded = $state(false);
  error = $state.raw<ErrorInfo | null>(null);

  errors = $derived(fieldErrors(this.fields));
  #described = $derived(describe(this.base));
  /** Each layer with its shape and parameters; empty while the layers don't fit together. */
  layers = $derived(this.#described.layers);
  /** Why the layers don't fit together, as in a plan that was edited by hand. */
  layersError = $derived(this.#described.error);
  parameters = $derived(this.layers.reduce((sum, layer) => sum + layer.parameters, 0));
  /** The plan as the form has it; null while a field or the layers can't be used. */
  plan = $derived(this.layersError ? null : planWith(this.base, this.fields));
  preset: Preset | undefined = $derived(findPreset(this.base.preset));
  /** "the classic", for sentences. */
  spokenName = $derived(spokenName(this.base.preset));
  changed = $derived(
    this.preset !== undefined &&
      JSON.stringify(this.plan) !== JSON.stringify(this.#keepSplit(this.preset.plan)),
  );

  #saving: ReturnType<typeof setTimeout> | undefined;

  async start(): Promise<void> {
    try {
      const { plan } = await client.settings.get();
      this.#adopt(plan);
    } catch (error) {
      this.error = toErrorInfo(error);
    }
    this.loaded = true;
  }

  setField<K extends keyof PlanFields>(name: K, value: PlanFields[K]): void {
    this.fields[name] = value;
    this.#saveSoon();
  }

  setValidationFraction(validationFraction: number): void {
    this.base = { ...this.base, validationFraction };
    this.#saveSoon();
  }

  /** Takes over a preset with all its settings; the split stays as the user has it. */
  choosePreset(preset: Preset): void {
    this.#adopt(this.#keepSplit(preset.plan));
    this.#saveSoon();
  }

  #keepSplit(plan: TrainingPlan): TrainingPlan {
    return { ...plan, validationFraction: this.base.validationFraction };
  }

  #adopt(plan: TrainingPlan): void {
    this.base = plan;
    this.fields = fieldsOf(plan);
  }

  #saveSoon(): void {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => void this.#save(), saveDelayMs);
  }

  async #save(): Promise<void> {
    if (this.plan === null) return;
    try {
      await client.settings.set({ plan: this.plan });
      this.error = null;
    } catch (error) {
      this.error = toErrorInfo(error);
    }
  }
}

function describe(plan: TrainingPlan): { layers: LayerShape[]; error: ErrorInfo | null } {
  try {
    checkPlan(plan);
    return { layers: describeLayers(plan.layers), error: null };
  } catch (error) {
    return { layers: [], error: toErrorInfo(error) };
  }
}

export const planState = new PlanState();
