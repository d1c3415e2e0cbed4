import type { EvidenceColumn } from '#core/coach/finding';
import { formatCount, formatLoss, formatPercent } from '../format/numbers';

const formats = { loss: formatLoss, share: formatPercent, count: formatCount };

/** A figure of the evidence; a dash where there is none. */
export function evidenceWords(value: number | null | undefined, { unit }: EvidenceColumn): string {
  return value == null || !Number.isFinite(value) ? '–' : formats[unit](value);
}
