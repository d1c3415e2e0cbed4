import { classNames } from '#core/dataset/fashion-mnist';
import type { QueueProgress } from './classify-queue';
import type { Result } from './results.svelte';
import { formatCount, formatNoun, formatPercent } from '../format/numbers';

export function classNameOf(classIndex: number): string {
  return classNames[classIndex] ?? '';
}

/** "Sneaker", "Unsure: maybe Sneaker", or why the picture could not be used. */
export function headlineOf(result: Result): string {
  if (result.kind === 'refused') return result.error.message;
  const name = classNameOf(result.verdict.classIndex);
  return result.verdict.unsure ? `Unsure: maybe ${name}` : name;
}

/** A result read out: "boot.jpg: Ankle boot, 97.1 %". */
export function spokenResult(result: Result): string {
  const words = `${result.name}: ${headlineOf(result)}`;
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
