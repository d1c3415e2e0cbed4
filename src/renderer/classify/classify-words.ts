import type { DataSet } from '#core/domain/data-set';
import type { QueueProgress } from './classify-queue';
import type { Result } from './results.svelte';
import { shapeWords } from '../format/data-set-words';
import { formatCount, formatNoun, formatPercent } from '../format/numbers';

/** "Sneaker", "Unsure: maybe Sneaker", or why the picture could not be used. */
export function headlineOf(result: Result): string {
  if (result.kind === 'refused') return result.error.message;
  const name = result.dataSet.classes[result.verdict.classIndex] ?? '';
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

/** What kind of picture a model of that data set names best. */
export function bestWords({ preparation, words }: DataSet): string {
  return preparation === 'product-photo'
    ? `One ${words.thing}, dark on a plain light background, works best.`
    : 'Pictures like those that the model learned from work best.';
}

/** What to show to the camera. */
export function heldWords({ preparation, words }: DataSet): string {
  return preparation === 'product-photo'
    ? `Hold one ${words.thing} before a plain, light wall, so that it fills the picture.`
    : 'Show it as the model learned it: as large, before the same background, in the same light.';
}

/** How a picture from outside was prepared: "all of it, brought to 64 × 64 colour". */
export function preparedWords({ preparation, shape }: DataSet): string {
  switch (preparation) {
    case 'product-photo':
      return `trimmed and shrunk to ${shapeWords(shape)} · turned to light on black`;
    case 'whole':
      return `all of it brought to ${shapeWords(shape)}`;
    case 'middle':
      return `its middle cut out and brought to ${shapeWords(shape)}`;
  }
}

export function progressWords({ done, total, finding }: QueueProgress): string {
  if (total === 0) return 'Looking for pictures…';
  const counted = `${formatCount(done)} of ${formatNoun(total, 'picture')}`;
  return finding ? `${counted}, looking for more…` : counted;
}
