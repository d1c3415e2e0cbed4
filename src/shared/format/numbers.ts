/** Numbers as people read them, in plain English forms. No-break spaces keep a unit with its number. */
const count = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const noBreak = '\u00a0';

/** 54000 → "54,000". */
export function formatCount(value: number): string {
  return count.format(value);
}

/** 0.874 → "87.4 %". */
export function formatPercent(fraction: number): string {
  return `${oneDecimal.format(fraction * 100)}${noBreak}%`;
}

/** 1 → "1 picture", 6000 → "6,000 pictures". */
export function formatNoun(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}
