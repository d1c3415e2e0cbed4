import type { DataSetPictures } from '#core/domain/data-set';
import type { Evaluation } from '#core/evaluation/evaluation';
import { changedPictures, pictureChanges } from '#core/evaluation/picture-changes';
import type { Judge } from '#core/training/with-judge';
import { percent, table } from '../format';

/** The same changes for every run, so that runs can be compared. */
const seed = 1;

export interface ChangedAccuracy {
  change: string;
  name: string;
  accuracy: number;
}

/** Accuracy on the test set with each of `pictureChanges`; `say` is told which one comes. */
export async function evaluateChanged(
  judge: Judge,
  { dataSet, test }: DataSetPictures,
  say: (name: string) => void,
): Promise<ChangedAccuracy[]> {
  const found: ChangedAccuracy[] = [];
  for (const change of pictureChanges) {
    say(change.name);
    const pictures = changedPictures(test.pictures, dataSet.shape, change, seed);
    const { evaluation } = await judge.judge({ ...test, pictures });
    found.push({ change: change.id, name: change.name, accuracy: evaluation.accuracy });
  }
  return found;
}

export function changedTable({ accuracy }: Evaluation, changed: readonly ChangedAccuracy[]): string {
  const rows = [{ name: 'as they are', accuracy }, ...changed].map((row) => [
    row.name,
    percent(row.accuracy, 2),
  ]);
  return table([['Test pictures', 'Accuracy'], ...rows], [1]);
}
