/** Parts of a layer's label; empty ones are left out. */
export const words = (...parts: string[]): string => parts.filter((part) => part !== '').join(' · ');

export const square = (side: number): string => `${side}×${side}`;

/** Nothing where the value is the usual one. */
export const unless = (usual: number | string, value: number | string, before = ''): string =>
  value === usual ? '' : `${before}${value}`;
