/** Where a setting stands in the form. */
export type SectionId = 'basics' | 'optimizer' | 'schedule' | 'generalizing' | 'augmentation' | 'validation';

interface Common {
  /** As in `schemaFields`. */
  path: string;
  section: SectionId;
  label: string;
  /** What it means, in a line. Bounds are added where they are shown. */
  about: string;
  /** It counts only while another setting has one of these values. */
  when?: { path: string; is: readonly (string | boolean)[] };
}

export interface NumberSetting extends Common {
  kind: 'number';
  min: number;
  /** Null: as large as you like. */
  max: number | null;
  whole: boolean;
  initial: number;
  /** What an empty field stands for; without it, a number must be typed. */
  empty?: string;
}

export interface ChoiceSetting extends Common {
  kind: 'choice';
  options: readonly { value: string; label: string; about?: string }[];
  initial: string;
}

export interface SwitchSetting extends Common {
  kind: 'switch';
  initial: boolean;
}

/** One value of a plan that people can change. The form and the terminal's options are made from it. */
export type Setting = NumberSetting | ChoiceSetting | SwitchSetting;

/** What stands in a form for a setting: text for numbers, so that what is being typed is never lost. */
export type SettingValue = string | boolean;
