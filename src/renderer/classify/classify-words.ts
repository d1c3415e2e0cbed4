import type { QueueProgress } from './classify-queue';
import type { Result } from './results.svelte';
import { formatCount, formatNoun, formatPercent } from '../format/numbers';

/** "Sneaker", "Unsure: maybe Sneaker", or why the picture could not be used. */
export function headlineOf(result: Result, classes: readonly string[]): string {
  if (result.kind === 'refused') return result.error.message;
  const name = classes[result.verdict.classIndex] ?? '';
  return result.verdict.unsure ? `Unsure: maybe ${name}` : name;
}

/** A result read out: "boot.jpg: Ankle boot, 97.1 %". */
export function spokenResult(result: Result, classes: readonly string[]): string {
  const words = `${result.name}: ${headlineOf(result, classes)}`;
  return result.kind === 'named' ? `${words}, ${formatPercent(result.verdict.probability)}` : words;
}

/** "12 pictures", "12 pictures · 2 unsure · 1 not usable". */
export function tallyOf(count: number, unsure: number, refused: number): string {
  const parts = [formatNoun(count, 'picture')];
  if (unsure > 0) parts.push(`${formatCount(unsure)} unsure`);
  if (refused > 0) parts.push(`${formatCount(refused)} not usable`);
  return parts.join(' · ');
}

export function progressWords({ done, total, finding }: QueueProgress): string {
  if (total === 0) return 'Looking for pictures…';
  const counted = `${formatCount(done)} of ${formatNoun(total, 'picture')}`;
  return finding ? `${counted}, looking for more…` : counted;
}
