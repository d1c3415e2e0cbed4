import type { TestFingerprint } from '../../data/data-fingerprint';
import { WardrobeError } from '../../domain/errors';
import type { Evaluation } from '../../evaluation/evaluation';
import { readAnswers, writeEvaluation } from '../format/evaluation-file';
import type { RunRecord } from '../format/run-format';
import { isBeingTrained, readRecord, writeRecord } from '../format/run-record';
import { listedWeights } from '../format/weights-file';
import { withRunLock } from '../write/run-lock';
import { sameTest } from './answers';

/** What came of judging a run's stored weights. */
export interface Judgement {
  evaluation: Evaluation;
  /** [n × classes], which the evaluation was made from. */
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
