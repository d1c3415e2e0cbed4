import { innerLayers, type Layer } from '../layers/registry';
import { layerLabel } from '../layers/shapes';
import type { TrainingPlan } from './training-plan';

/** One setting of a plan, as text. */
export interface SettingInWords {
  key: string;
  name: string;
  value: string;
}

const names: Partial<Record<keyof TrainingPlan, string>> = {
  clipNorm: 'Gradient clipping',
  weightAveraging: 'Weight averaging',
  validationFraction: 'Held back for validation',
};

/** "labelSmoothing" → "Label smoothing". */
function inWords(key: string): string {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Every setting of a plan, in its order: what a later plan adds is in it, too. */
export function planInWords(plan: TrainingPlan): SettingInWords[] {
  return Object.entries(plan).map(([key, value]) => ({
    key,
    name: names[key as keyof TrainingPlan] ?? inWords(key),
    value: valueInWords(key, value),
  }));
}

/** Keys of the settings in which plans differ: layers in all that they say, the others in words, where off is always off. */
export function differingSettings(plans: readonly TrainingPlan[]): Set<string> {
  const all = plans.map(
    (plan) =>
      new Map(planInWords(plan).map(({ key, value }) => [key, key === 'layers' ? contentOf(plan) : value])),
  );
  const keys = new Set(all.flatMap((settings) => [...settings.keys()]));
  return new Set([...keys].filter((key) => new Set(all.map((settings) => settings.get(key))).size > 1));
}

/** Its layers as text that is the same for the same layers, whatever the order of their fields. */
function contentOf({ layers }: TrainingPlan): string {
  return JSON.stringify(layers, (_, part: unknown) =>
    part === null || typeof part !== 'object' || Array.isArray(part)
      ? part
      : Object.fromEntries(Object.entries(part).sort()),
  );
}

function valueInWords(key: string, value: unknown): string {
  if (key === 'layers') return layersInWords(value as Layer[]);
  if (key === 'validationFraction') return `${Number((Number(value) * 100).toFixed(2))} %`;
  if (key === 'labelSmoothing' && value === 0) return 'off';
  if (key === 'classWeights' && value === 'none') return 'off';
  return anyInWords(value);
}

function layersInWords(layers: readonly Layer[]): string {
  return layers
    .map((layer) => {
      const inner = innerLayers(layer);
      return inner.length > 0 ? `${layerLabel(layer)} (${layersInWords(inner)})` : layerLabel(layer);
    })
    .join(', ');
}

/** {type: "adam", beta1: 0.9} → "adam, beta1 0.9"; parts that are off are left out. */
function anyInWords(value: unknown): string {
  if (value === null || value === undefined) return 'off';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value !== 'object') return String(value);
  const parts = Object.entries(value)
    .filter(([, part]) => part !== false && part !== 0 && part !== null)
    .map(([key, part]) =>
      key === 'type' ? String(part) : part === true ? key : `${key} ${anyInWords(part)}`,
    );
  return parts.join(', ') || 'off';
}
