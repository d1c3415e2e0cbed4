/** Numbers as people read them, in plain English forms. No-break spaces keep a unit with its number. */
const count = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const threeDecimals = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const threeDigits = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

export const noBreak = '\u00a0';

/** 54000 → "54,000". */
export function formatCount(value: number): string {
  return count.format(value);
}

/** 0.874 → "87.4 %". */
export function formatPercent(fraction: number): string {
  return `${oneDecimal.format(fraction * 100)}${noBreak}%`;
}

/** [0.867, 0.88] → "86.7–88.0 %". */
export function formatPercentRange([low, high]: readonly [number, number]): string {
  return `${oneDecimal.format(low * 100)}–${formatPercent(high)}`;
}

/** A loss: 0.3312 → "0.331"; large ones with fewer decimals, so that the width stays. */
export function formatLoss(value: number): string {
  return value < 100 ? threeDecimals.format(value) : count.format(value);
}

const byteUnits = ['bytes', 'kB', 'MB', 'GB'] as const;

/** 30_900_000 → "30.9 MB". */
export function formatBytes(bytes: number): string {
  const step = Math.min(byteUnits.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${threeDigits.format(bytes / 1000 ** step)}${noBreak}${byteUnits[step] ?? ''}`;
}

/** 1 → "1 picture", 6000 → "6,000 pictures". */
export function formatNoun(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}
