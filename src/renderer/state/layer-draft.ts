import { holdsLayers, innerLayers, type Layer, type LayerType } from '#core/layers/registry';
import { layerField, layerSettings } from '#core/model/settings/layer-settings';
import type { SettingValue } from '#core/model/settings/setting';
import { initialValue, readSetting, type FieldValues } from './setting-value';

/** A layer as it stands in the form. */
export interface LayerDraft {
  /** Its own for as long as the window is open. */
  key: number;
  type: LayerType;
  /** By the field's name; those of other types are kept, too. */
  values: FieldValues;
  /** Of a residual; kept, too. */
  layers: readonly LayerDraft[];
}

let keys = 0;

export const errorKey = (key: number, field: string): string => `layer ${key} ${field}`;

export function draftLayers(layers: readonly Layer[]): LayerDraft[] {
  return layers.map((layer) => {
    const draft = newLayer(layer.type);
    const given = Object.entries(layer).filter(([name]) => name in draft.values);
    const values = Object.fromEntries(
      given.map(([name, value]): [string, SettingValue] => [
        name,
        typeof value === 'boolean' ? value : String(value as string | number),
      ]),
    );
    return {
      ...draft,
      values: { ...draft.values, ...values },
      layers: draftLayers(innerLayers(layer)),
    };
  });
}

/** A layer with usual values. */
export function newLayer(type: LayerType): LayerDraft {
  return {
    key: (keys += 1),
    type,
    values: initialFields(type),
    layers: holdsLayers(type) ? usualBlock() : [],
  };
}

function initialFields(type: LayerType): FieldValues {
  const values: Record<string, SettingValue> = {};
  for (const setting of layerSettings(type))
    values[layerField(setting.path)] =
      setting.kind === 'number' && setting.empty !== undefined ? '' : initialValue(setting);
  return values;
}

/** A convolution keeps the shape, as a residual's layers must. */
const usualBlock = (): LayerDraft[] => [newLayer('conv2d')];

/** Each layer, or null while it can't be read, and what is wrong by `errorKey`. */
export function readLayers(drafts: readonly LayerDraft[]): {
  layers: (Layer | null)[];
  errors: Record<string, string>;
} {
  const errors: Record<string, string> = {};
  const layers = drafts.map((draft) => readLayer(draft, errors));
  if (drafts.length === 0) errors['layers'] = 'A model needs at least one layer.';
  return { layers, errors };
}

function readLayer({ key, type, values, layers }: LayerDraft, errors: Record<string, string>): Layer | null {
  const before = Object.keys(errors).length;
  const read: Record<string, unknown> = { type };
  for (const setting of layerSettings(type)) {
    const field = layerField(setting.path);
    const value = readSetting(setting, values[field] ?? initialValue(setting));
    if ('error' in value) errors[errorKey(key, field)] = value.error;
    else if (value.value !== undefined) read[field] = value.value;
  }
  if (holdsLayers(type)) {
    read['layers'] = layers.map((inner) => readLayer(inner, errors));
    if (layers.length === 0) errors[errorKey(key, 'layers')] = 'Add a layer to the block, or remove it.';
  }
  return Object.keys(errors).length > before ? null : (read as Layer);
}

/** Another type for a layer: what it has in common with the new one stays. */
export function withType(draft: LayerDraft, type: LayerType): LayerDraft {
  const layers = holdsLayers(type) && draft.layers.length === 0 ? usualBlock() : draft.layers;
  // A stride means something else to a pool than to a convolution.
  const { strides: _strides, ...kept } = draft.values;
  return { ...draft, type, values: { ...initialFields(type), ...kept }, layers };
}

/** Whether one of the layer's own fields can't be used, those of layers within it left out. */
export function hasErrors({ key }: LayerDraft, errors: Readonly<Record<string, string>>): boolean {
  return Object.keys(errors).some((name) => name.startsWith(errorKey(key, '')));
}
