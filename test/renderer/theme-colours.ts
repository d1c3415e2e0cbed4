import theme from '../../src/renderer/theme.css?raw';

export type Scheme = 'light' | 'dark';
export type Rgb = readonly [number, number, number];

const [light = '', dark = ''] = theme.split('@media (prefers-color-scheme: dark)');

/** A custom property of theme.css, as it stands there. */
export function themeValue(name: string, scheme: Scheme): string {
  const find = (css: string) => new RegExp(`--${name}:\\s*([^;]+);`).exec(css)?.[1];
  const value = (scheme === 'dark' ? find(dark) : undefined) ?? find(light);
  if (value === undefined) throw new Error(`theme.css has no --${name}`);
  return value;
}

/** A colour of theme.css, 0–255 each. */
export function themeColour(name: string, scheme: Scheme): Rgb {
  const digits = /^#([0-9a-f]{6})$/i.exec(themeValue(name, scheme))?.[1] ?? '';
  const channel = (at: number) => Number.parseInt(digits.slice(at, at + 2), 16);
  return [channel(0), channel(2), channel(4)];
}

/** As color-mix(in srgb, a part, b). */
export function mix(a: Rgb, b: Rgb, part: number): Rgb {
  const channel = (index: 0 | 1 | 2) => a[index] * part + b[index] * (1 - part);
  return [channel(0), channel(1), channel(2)];
}

/** Contrast ratio of WCAG 2. */
export function contrast(a: Rgb, b: Rgb): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
