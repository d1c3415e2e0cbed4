import { formatPercent, noBreak } from '#shared/format/numbers';

/** Numbers as people read them; those that main writes, too, are in shared. */
export { formatCount, formatNoun, formatPercent, noBreak } from '#shared/format/numbers';

const count = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const threeDecimals = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const threeDigits = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

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
