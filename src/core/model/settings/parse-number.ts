import type { NumberSetting } from './setting';

export type Parsed = { value: number; error?: undefined } | { value?: undefined; error: string };

/** Reads what was typed for a setting; the error says what to type instead. */
export function parseNumber(setting: NumberSetting, text: string): Parsed {
  const { min, max, whole } = setting;
  const typed = text.trim();
  if (typed === '') return { error: `Type a number${boundsWords(setting, ' ')}.` };
  const value = numberIn(typed, whole);
  if (!Number.isFinite(value)) return { error: `“${typed}” is not a number.` };
  if (whole && !Number.isInteger(value)) return { error: 'It has to be a whole number.' };
  if (value < min) return { error: `It has to be ${formatBound(min)} or more.` };
  if (max !== null && value > max) return { error: `It has to be ${formatBound(max)} or less.` };
  return { value };
}

/** "1 to 500", "from 0", with `before` in front: what may be typed. */
export function boundsWords({ min, max }: NumberSetting, before = ''): string {
  if (max === null) return `${before}from ${formatBound(min)}`;
  return `${before === '' ? '' : `${before}from `}${formatBound(min)} to ${formatBound(max)}`;
}

/** "1,024" is a thousand and some where only whole numbers go; else a comma is a decimal point. NaN for what is none. */
function numberIn(typed: string, whole: boolean): number {
  if (whole && /^[+-]?\d{1,3}(,\d{3})+$/.test(typed)) return Number(typed.replaceAll(',', ''));
  return /^[+-]?[\d.,]+(e[+-]?\d+)?$/i.test(typed) ? Number(typed.replace(',', '.')) : NaN;
}

const bound = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 });

function formatBound(value: number): string {
  const rounded = bound.format(value);
  return value !== 0 && Number(rounded) === 0 ? value.toExponential() : rounded;
}
