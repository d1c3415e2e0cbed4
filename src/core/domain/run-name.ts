/** What a run's id looks like: it is also the name of its folder, so nothing that leads elsewhere. */
export const runIdPattern = /^[a-z0-9][a-z0-9-]{0,79}$/;

export const longestRunName = 80;

/** Line breaks and escapes would break tables and reach the terminal. */
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;

export function hasControlCharacters(name: string): boolean {
  return control.test(name);
}
