import type {
  ImportOptions,
  ImportPreview,
  ImportResult,
  ImportState,
  Refusal,
} from '#shared/contracts/imports';
import { pictureBytes } from '#core/domain/data-set';
import { classesWords, shapeWords } from '../format/data-set-words';
import { formatRoughly } from '../format/durations';
import { formatBytes, formatCount, formatNoun } from '../format/numbers';

const kindWords: Record<ImportPreview['kind'], string> = {
  folder: 'a folder',
  zip: 'a zip file',
  idx: 'IDX files',
  csv: 'a CSV file',
  webcam: 'the webcam',
};

/** "1,000 pictures in ten classes, from a folder. Nothing is changed in it; …" */
export function previewSubtitle({ pictures, classes, kind }: ImportPreview): string {
  const them = kind === 'idx' ? 'them' : 'it';
  return (
    `${formatNoun(pictures, 'picture')} in ${classesWords({ classes: classes.map(({ name }) => name) })}, from ${kindWords[kind]}. ` +
    `Nothing is changed in ${them}; the set is a copy at its own size.`
  );
}

/** "64 × 64 colour: about 12 MB on disk." */
export function sizeWords(pictures: number, { shape }: Pick<ImportOptions, 'shape'>): string {
  return `${shapeWords(shape)}: about ${formatBytes(pictures * pictureBytes(shape))} on disk.`;
}

/** "1,204 of 70,000 pictures · 3 can’t be used · about 40 s left" */
export function takenWords(state: Extract<ImportState, { status: 'taking' }>): string {
  const parts = [`${formatCount(state.done)} of ${formatNoun(state.total, 'picture')}`];
  if (state.refused > 0) parts.push(`${formatCount(state.refused)} can’t be used`);
  if (state.secondsLeft !== null) parts.push(`about ${formatRoughly(state.secondsLeft)} left`);
  return parts.join(' · ');
}

export const refusedCount = (refusals: readonly Refusal[]): number =>
  refusals.reduce((sum, { count }) => sum + count, 0);

interface ClassCount {
  name: string;
  count: number;
}

/** Pictures of each class, of all parts together. */
export const classCounts = ({ classes }: Pick<ImportPreview, 'classes'>): ClassCount[] =>
  classes.map(({ name, train, test, unsplit }) => ({ name, count: train + test + unsplit }));

/** Times by which the largest class may be larger than the smallest before it is told. */
const unequalFrom = 1.5;

/** The smallest and the largest class, where they differ much; else null. */
export function unequalClasses(
  preview: Pick<ImportPreview, 'classes'>,
): { least: ClassCount; most: ClassCount } | null {
  const sorted = classCounts(preview).sort((a, b) => a.count - b.count);
  const [least, most] = [sorted[0], sorted.at(-1)];
  return least && most && most.count > least.count * unequalFrom ? { least, most } : null;
}

/** "Laundry is ready: 793 pictures to learn from, 198 kept for the test." */
export function doneWords({ name, train, test }: ImportResult): string {
  const kept = test > 0 ? `${formatCount(test)} kept for the test` : 'none kept for the test';
  return `${name} is ready: ${formatNoun(train, 'picture')} to learn from, ${kept}.`;
}

/** What was left out or turned, in a sentence each; none where all was taken as it came. */
export function doneRemarks({
  exactDuplicates,
  nearDuplicates,
  contradictions,
  turned,
}: ImportResult): string[] {
  const remarks: string[] = [];
  if (exactDuplicates > 0)
    remarks.push(
      `${formatNoun(exactDuplicates, 'picture')} stood there twice, byte for byte, and ${exactDuplicates === 1 ? 'was' : 'were'} left out.`,
    );
  if (nearDuplicates > 0)
    remarks.push(
      `${formatNoun(nearDuplicates, 'group')} of near duplicates ${nearDuplicates === 1 ? 'stays' : 'stay'} on one side of the split.`,
    );
  if (contradictions > 0)
    remarks.push(
      `${formatNoun(contradictions, 'picture')} ${contradictions === 1 ? 'stands' : 'stand'} in several classes at once: a model can’t tell which is right.`,
    );
  if (turned > 0)
    remarks.push(
      `${formatNoun(turned, 'picture')} ${turned === 1 ? 'was' : 'were'} turned by ${turned === 1 ? 'its' : 'their'} orientation.`,
    );
  return remarks;
}
