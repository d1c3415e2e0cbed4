import { parseNumber } from '#core/model/settings/parse-number';
import type { Setting, SettingValue } from '#core/model/settings/setting';

export type FieldValues = Readonly<Record<string, SettingValue>>;

/** What a form begins with. */
export function initialValue({ initial }: Setting): SettingValue {
  return typeof initial === 'number' ? String(initial) : initial;
}

/** The value of one field, or what is wrong with it. */
export function readSetting(
  setting: Setting,
  value: SettingValue,
): { value: number | SettingValue | undefined } | { error: string } {
  if (setting.kind !== 'number' || typeof value !== 'string') return { value };
  if (setting.empty !== undefined && value.trim() === '') return { value: undefined };
  const parsed = parseNumber(setting, value);
  return parsed.error === undefined ? { value: parsed.value } : { error: parsed.error };
}
