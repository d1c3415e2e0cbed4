import type { TestFingerprint } from '../../data/data-fingerprint';
import { WardrobeError } from '../../domain/errors';
import type { Answers } from '../format/evaluation-file';
import { firstTest } from '../format/run-data-set';

/** Refuses answers that don't belong to a test set of so many pictures and classes: WardrobeError('corrupt'). */
export function checkCount(
  { probabilities }: Pick<Answers, 'probabilities'>,
  pictures: number,
  classes: number,
): void {
  if (probabilities.length !== pictures * classes)
    throw new WardrobeError(
      'corrupt',
      `The run has answers for ${probabilities.length / classes} test pictures, the data set ${pictures}.`,
      'Evaluate the run again in a terminal: npm run -s wardrobe -- evaluate <run>',
    );
}

/** Whether both speak of the same test pictures. */
export function sameTest(a: TestFingerprint | null, b: TestFingerprint | null): boolean {
  const [one, other] = [a ?? firstTest, b ?? firstTest];
  return one.testImages === other.testImages && one.testLabels === other.testLabels;
}

/** Refuses runs that were judged on other test pictures than each other or those at hand: WardrobeError('unsupported'). */
export function checkComparable(first: Answers, second: Answers, atHand: TestFingerprint): void {
  if (!sameTest(first.test, second.test) || !sameTest(first.test, atHand))
    throw new WardrobeError(
      'unsupported',
      "These runs were judged on different test pictures, so their answers can't be laid beside one another.",
      'Compare runs of the same data set. Where both are, evaluate them again in a terminal: npm run -s wardrobe -- evaluate <run>',
    );
}
