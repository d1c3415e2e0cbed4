import type { SectionId, Setting } from '#core/model/settings/setting';
import type { FieldValues } from '../../state/setting-value';
import { counts } from '../../state/plan-draft';
import { initialValue } from '../../state/setting-value';

export interface Section {
  id: SectionId;
  title: string;
  /** How it stands while everything in it is as usual. */
  usual: string;
}

/** What stands under Advanced. */
export const sections: readonly Section[] = [
  { id: 'optimizer', title: 'Optimizer', usual: 'usual values' },
  { id: 'schedule', title: 'Learning rate over time', usual: 'constant' },
  { id: 'generalizing', title: 'Against overfitting', usual: 'off' },
  { id: 'augmentation', title: 'Varied pictures', usual: 'off' },
  { id: 'validation', title: 'Validation and stopping', usual: 'usual values' },
];

/** Of all settings those of a section that count as the others stand. */
export function settingsIn(settings: readonly Setting[], section: SectionId, values: FieldValues): Setting[] {
  return settings.filter((setting) => setting.section === section && counts(setting, values));
}

/** What is not as usual in a section, in a few words. */
export function summaryOf(settings: readonly Setting[], { id, usual }: Section, values: FieldValues): string {
  const changed = settingsIn(settings, id, values).flatMap((setting) => {
    const value = values[setting.path];
    if (value === undefined || value === initialValue(setting)) return [];
    if (setting.kind === 'choice')
      return setting.options.find((option) => option.value === value)?.label ?? [];
    if (value === '0') return [];
    return setting.kind === 'switch' ? setting.label : `${setting.label} ${String(value)}`;
  });
  const words = changed.join(', ').toLowerCase();
  return words === '' ? usual : words;
}
