import type { ChoiceSetting, NumberSetting, SectionId, SwitchSetting } from './setting';
import { schemaField } from './schema-fields';

type Words = Pick<NumberSetting, 'label' | 'about'> & Partial<Pick<NumberSetting, 'when' | 'empty'>>;

/** Makes settings of a section; bounds, options and defaults are the schema's. */
export function settingsOf(section: SectionId): {
  number(path: string, words: Words & { initial?: number }): NumberSetting;
  choice(
    path: string,
    words: Words & { initial?: string },
    options: Readonly<Record<string, string | readonly [string, string]>>,
  ): ChoiceSetting;
  toggle(path: string, words: Words): SwitchSetting;
} {
  return {
    number(path, { initial, ...words }) {
      const { min, max, whole, ...field } = schemaField(path);
      const first = initial ?? (typeof field.initial === 'number' ? field.initial : (min ?? 0));
      return { kind: 'number', path, section, min: min ?? 0, max, whole, initial: first, ...words };
    },
    choice(path, { initial, ...words }, options) {
      const field = schemaField(path);
      const first = initial ?? (typeof field.initial === 'string' ? field.initial : field.options[0]!);
      const described = field.options.map((value) => {
        const [label, about] = [options[value] ?? value].flat();
        return { value, label: label ?? value, ...(about === undefined ? {} : { about }) };
      });
      return { kind: 'choice', path, section, options: described, initial: first, ...words };
    },
    toggle(path, words) {
      return { kind: 'switch', path, section, initial: schemaField(path).initial === true, ...words };
    },
  };
}
