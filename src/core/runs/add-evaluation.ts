import type { TestFingerprint } from '../dataset/data-fingerprint';
import { WardrobeError } from '../errors';
import type { Evaluation } from '../evaluation/evaluation';
import { sameTest } from './answers';
import { readAnswers, writeEvaluation } from './evaluation-file';
import { isBeingTrained } from './is-being-trained';
import type { RunRecord } from './run-format';
import { writeRecord } from './run-record';

/**
 * Stores an evaluation and the probabilities [n × 10] that it was made from, unless the run is being trained or has a sound one of
 * the same test set. Gives whether it did. Throws WardrobeError('disk').
 */
export async function addEvaluation(
  folder: string,
  record: RunRecord,
  evaluation: Evaluation,
  probabilities: Float32Array,
  test: TestFingerprint,
): Promise<boolean> {
  if (await isBeingTrained(record)) return false;
  const stored = await readAnswers(folder).catch((error: unknown) => {
    if (error instanceof WardrobeError && ['not-found', 'corrupt'].includes(error.kind)) return null;
    throw error;
  });
  if (stored?.probabilities.length === probabilities.length && sameTest(stored.test, test)) return false;
  await writeEvaluation(folder, evaluation, probabilities, test);
  await writeRecord(folder, {
    ...record,
    testAccuracy: evaluation.accuracy,
    testExamples: evaluation.examples,
  });
  return true;
}
