export const longestRunName = 80;

/** Line breaks and escapes would break tables and reach the terminal. */
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;

export function hasControlCharacters(name: string): boolean {
  return control.test(name);
}
