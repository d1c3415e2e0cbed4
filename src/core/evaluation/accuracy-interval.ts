import { pictureCount, type DataSet } from '../domain/data-set';
import { wilsonInterval } from './wilson-interval';

/**
 * 95 % interval of a run's accuracy on the test set; null when it was not evaluated. Runs stored before `testExamples` existed
 * were evaluated on the whole test set.
 */
export function accuracyInterval(
  run: { testAccuracy: number | null; testExamples: number | null },
  dataSet: Pick<DataSet, 'parts'>,
): [number, number] | null {
  if (run.testAccuracy === null) return null;
  const examples = run.testExamples ?? pictureCount(dataSet.parts.test);
  return wilsonInterval(Math.round(run.testAccuracy * examples), examples);
}
