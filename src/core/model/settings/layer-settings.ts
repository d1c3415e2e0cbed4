import { layerKinds, type LayerType } from '../../layers/registry';
import type { ChoiceWords, NumberWords } from '../../layers/layer-kind';
import { settingsOf } from './make-setting';
import type { Setting } from './setting';

/** The settings of one kind of layer, in the form's order; their paths are "layers.<type>.<field>". */
export function layerSettings(type: LayerType): Setting[] {
  const make = settingsOf('basics');
  const settings: Readonly<Record<string, NumberWords | ChoiceWords>> = layerKinds[type].settings;
  return Object.entries(settings).map(([field, words]) => {
    const path = `layers.${type}.${field}`;
    if (!('options' in words)) return make.number(path, words);
    const { options, ...others } = words;
    const told = Object.entries(options).map(([value, { name, about }]) => [value, [name, about]] as const);
    return make.choice(path, others, Object.fromEntries(told));
  });
}

/** "filters" of "layers.conv2d.filters". */
export const layerField = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
