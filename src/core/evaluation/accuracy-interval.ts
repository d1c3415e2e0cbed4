import { testCount } from '../dataset/fashion-mnist';
import { wilsonInterval } from './wilson-interval';

/**
 * 95 % interval of a run's accuracy on the test set; null when it was not evaluated. Runs stored before `testExamples` existed
 * were evaluated on the whole test set.
 */
export function accuracyInterval(run: {
  testAccuracy: number | null;
  testExamples: number | null;
}): [number, number] | null {
  if (run.testAccuracy === null) return null;
  const examples = run.testExamples ?? testCount;
  return wilsonInterval(Math.round(run.testAccuracy * examples), examples);
}
