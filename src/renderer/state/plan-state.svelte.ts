import type { DataSet } from '#core/domain/data-set';
import { automatic, type EngineChoice } from '#core/domain/engine';
import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { LayerType } from '#core/layers/registry';
import { fitPlan, type FittedPlan } from '#core/model/fit-plan';
import { inspectLayers, type InspectedLayer } from '#core/model/inspect-layers';
import { findPreset, presetsFor, type Preset } from '#core/model/presets';
import { findSetting, planSettingsFor } from '#core/model/settings/plan-settings';
import type { SettingValue } from '#core/model/settings/setting';
import type { TrainingPlan } from '#core/model/training-plan';
import { client } from '../client';
import { dataSetState } from './data-set-state.svelte';
import { changeLayer, insertLayer, moveLayer } from './edit-layers';
import { newLayer, withType, type LayerDraft } from './layer-draft';
import { draftOf, readDraft, type PlanDraft } from './plan-draft';
import { readSetting } from './setting-value';
import { spokenName } from './spoken-name';
import { UndoStack } from './undo-stack.svelte';

const saveDelayMs = 300;
const first = presetsFor(dataSetState.current)[0]!.plan;
const validationSetting = findSetting('validationFraction')!;

/** The plan the user is working on. It is saved a moment after each change that makes a valid plan. */
class PlanState {
  /** The last plan that could be used, or what has been read. */
  base = $state.raw<TrainingPlan>(first);
  /** As it stands in the form. */
  draft = $state.raw<PlanDraft>(draftOf(first));
  /** What to train with; automatic until the user chooses. */
  choice = $state.raw<EngineChoice>(automatic);
  /** False until main has answered; the form waits for it, so that typing is never overwritten. */
  loaded = $state(false);
  error = $state.raw<ErrorInfo | null>(null);

  /** Every setting, with the bounds that the data set's pictures have. */
  settings = $derived(planSettingsFor(dataSetState.current));
  #read = $derived(readDraft(this.draft, this.settings));
  /** Why each field can't be used, by the setting's path or by `errorKey`. */
  errors = $derived(this.#read.errors);
  /** The same with the fields' names, in the form's order. */
  wrong: { label: string; why: string }[] = $derived(
    Object.entries(this.errors).map(([path, why]) => ({ label: findSetting(path)?.label ?? 'A layer', why })),
  );
  /** Each layer with shapes and parameters; null while one of its fields can't be used. */
  layers: (InspectedLayer | null)[] = $derived(inspectLayers(this.#read.layers, dataSetState.current));
  /** The first reason why the layers don't fit together. */
  layersError: ErrorInfo | null = $derived(firstError(this.layers));
  parameters = $derived(this.layers.reduce((sum, layer) => sum + (layer?.parameters ?? 0), 0));
  /** The plan as the form has it; null while a field or the layers can't be used. */
  plan: TrainingPlan | null = $derived(this.layersError ? null : this.#read.plan);
  /** Of the training pictures; the last that could be used, whatever else in the form can't be. */
  validationFraction: number = $derived.by(() => {
    const read = readSetting(validationSetting, this.draft.values[validationSetting.path] ?? '');
    return 'value' in read && typeof read.value === 'number' ? read.value : this.base.validationFraction;
  });
  preset: Preset | undefined = $derived(findPreset(this.draft.preset, dataSetState.current));
  /** "the classic", for sentences. */
  spokenName = $derived(spokenName(this.draft.preset));
  changed = $derived(
    this.preset !== undefined &&
      JSON.stringify(this.#read.plan) !== JSON.stringify(this.#keepSplit(this.preset.plan)),
  );

  readonly #undo = new UndoStack<PlanDraft>();
  canUndo = $derived(this.#undo.past.length > 0);
  canRedo = $derived(this.#undo.future.length > 0);

  /** What of the plan could not be kept when the data set was changed, each in a sentence. */
  fitNotes = $state.raw<readonly string[]>([]);
  /** The set that the plan is for. */
  #planFor: DataSet = dataSetState.current;

  #saving: ReturnType<typeof setTimeout> | undefined;

  /** Reads what was stored, for the set that `dataSetState` holds. */
  async start(): Promise<void> {
    if (this.loaded) return;
    try {
      const { plan, planFor = dataSetState.current.id, choice } = await client.settings.get();
      if (this.loaded) return;
      const dataSet = dataSetState.current;
      const fitted = planFor === dataSet.id ? { plan, notes: [] } : fitPlan(plan, null, dataSet);
      this.#begin(fitted, dataSet);
      this.choice = choice;
    } catch (error) {
      this.error = toErrorInfo(error);
    }
    this.loaded = true;
  }

  /** Makes the plan one for another data set. What could not be kept stands in `fitNotes`. */
  fitTo(dataSet: DataSet): void {
    if (!this.loaded) return;
    this.#begin(fitPlan(this.#read.plan ?? this.base, this.#planFor, dataSet), dataSet);
    this.#saveSoon();
  }

  /** `path` as in `planSettings`. */
  setField(path: string, value: SettingValue): void {
    const { values } = this.draft;
    this.#change({ ...this.draft, values: { ...values, [path]: value } }, path);
  }

  setValidationFraction(validationFraction: number): void {
    this.setField('validationFraction', String(validationFraction));
  }

  setLayerField(key: number, field: string, value: SettingValue): void {
    const change = (layer: LayerDraft) => ({ ...layer, values: { ...layer.values, [field]: value } });
    this.#changeLayers((layers) => changeLayer(layers, key, change), `${key} ${field}`);
  }

  setLayerType(key: number, type: LayerType): void {
    this.#changeLayers((layers) => changeLayer(layers, key, (layer) => withType(layer, type)));
  }

  /** Behind the layer of key `after`, within the block of key `within`; null stands for the beginning and for no block. Its key. */
  addLayer(type: LayerType, place: { after: number | null; within: number | null }): number {
    const added = newLayer(type);
    this.#changeLayers((layers) => insertLayer(layers, added, place));
    return added.key;
  }

  removeLayer(key: number): void {
    this.#changeLayers((layers) => changeLayer(layers, key, () => null));
  }

  moveLayer(key: number, by: -1 | 1): void {
    this.#changeLayers((layers) => moveLayer(layers, key, by));
  }

  setChoice(choice: EngineChoice): void {
    this.choice = choice;
    this.#saveSoon();
  }

  /** Takes over a preset with all its settings; the split stays as the user has it. */
  choosePreset(preset: Preset): void {
    this.usePlan(this.#keepSplit(preset.plan));
  }

  /** Takes over a whole plan, from a preset, a run or a text. It can be undone. */
  usePlan(plan: TrainingPlan): void {
    this.#change(draftOf(plan, this.draft), null);
  }

  undo(): void {
    this.#show(this.#undo.undo(this.draft));
  }

  redo(): void {
    this.#show(this.#undo.redo(this.draft));
  }

  #changeLayers(change: (layers: readonly LayerDraft[]) => LayerDraft[], name: string | null = null): void {
    this.#change({ ...this.draft, layers: change(this.draft.layers) }, name);
  }

  #change(draft: PlanDraft, name: string | null): void {
    this.#undo.add(this.draft, name);
    this.#show(draft);
  }

  #show(draft: PlanDraft | undefined): void {
    if (!draft) return;
    this.draft = draft;
    if (this.plan) this.base = this.plan;
    this.#saveSoon();
  }

  /** Earlier drafts were for another set: they can't be gone back to. */
  #begin({ plan, notes }: FittedPlan, dataSet: DataSet): void {
    this.#planFor = dataSet;
    this.fitNotes = notes;
    this.base = plan;
    this.draft = draftOf(plan);
    this.#undo.clear();
  }

  #keepSplit(plan: TrainingPlan): TrainingPlan {
    return { ...plan, validationFraction: this.validationFraction };
  }

  #saveSoon(): void {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => void this.#save(), saveDelayMs);
  }

  async #save(): Promise<void> {
    if (this.plan === null) return;
    try {
      await client.settings.set({ plan: this.plan, planFor: this.#planFor.id, choice: this.choice });
      this.error = null;
    } catch (error) {
      this.error = toErrorInfo(error);
    }
  }
}

function firstError(layers: readonly (InspectedLayer | null)[]): ErrorInfo | null {
  for (const layer of layers) {
    const error = layer && (firstError(layer.inner) ?? layer.error);
    if (error) return error;
  }
  return null;
}

export const planState = new PlanState();
