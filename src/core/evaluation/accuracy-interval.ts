import { wilsonInterval } from './wilson-interval';

/** 95 % interval of a run's accuracy on the test pictures; null when it was not evaluated. */
export function accuracyInterval({
  testAccuracy,
  testExamples,
}: {
  testAccuracy: number | null;
  testExamples: number | null;
}): [number, number] | null {
  if (testAccuracy === null || testExamples === null) return null;
  return wilsonInterval(Math.round(testAccuracy * testExamples), testExamples);
}
