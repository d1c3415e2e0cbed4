import type { TestFingerprint } from '../dataset/data-fingerprint';
import { WardrobeError } from '../domain/errors';
import type { Evaluation } from '../evaluation/evaluation';
import { sameTest } from './answers';
import { readAnswers, writeEvaluation } from './evaluation-file';
import type { RunRecord } from './run-format';
import { withRunLock } from './run-lock';
import { isBeingTrained, readRecord, writeRecord } from './run-record';
import { listedWeights } from './weights-file';

/** What came of judging a run's stored weights. */
export interface Judgement {
  evaluation: Evaluation;
  /** [n × 10], which the evaluation was made from. */
  probabilities: Float32Array;
  test: TestFingerprint;
  /** Of the weights that gave them. */
  weightsSha256: string;
}

/**
 * Stores an evaluation, unless the run is being trained, has other weights by now or has a sound evaluation on the same test
 * set. Gives whether it did. Throws WardrobeError: as `readWeights`, 'disk'.
 */
export async function addEvaluation(folder: string, judgement: Judgement): Promise<boolean> {
  const { evaluation, probabilities, test } = judgement;
  // Where nothing is to be stored, nothing needs to be writable.
  if (!(await takes(folder, await readRecord(folder), judgement))) return false;
  return withRunLock(folder, async (record) => {
    if (!(await takes(folder, record, judgement))) return false;
    await writeEvaluation(folder, evaluation, probabilities, test);
    await writeRecord(folder, {
      ...record,
      testAccuracy: evaluation.accuracy,
      testExamples: evaluation.examples,
    });
    return true;
  });
}

/** Whether the run is at rest, has these weights and lacks a sound evaluation on this test set. */
async function takes(
  folder: string,
  record: RunRecord,
  { probabilities, test, weightsSha256 }: Judgement,
): Promise<boolean> {
  if ((await isBeingTrained(record)) || (await listedWeights(folder)) !== weightsSha256) return false;
  const stored = await readAnswers(folder).catch((error: unknown) => {
    if (error instanceof WardrobeError && ['not-found', 'corrupt'].includes(error.kind)) return null;
    throw error;
  });
  return stored?.probabilities.length !== probabilities.length || !sameTest(stored.test, test);
}
