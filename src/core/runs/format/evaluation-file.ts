import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestFingerprint } from '../../data/data-fingerprint';
import { balancedAccuracy } from '../../evaluation/balanced-accuracy';
import type { Evaluation } from '../../evaluation/evaluation';
import { diskError } from '../../files/disk-error';
import { readChecked, writeChecked } from './checked-file';
import { readJson } from './read-json';
import { fileNames, runFormat, storedEvaluationSchema, type StoredEvaluation } from './run-format';

/** A run's answers to the pictures of a test set. */
export interface Answers {
  /** [n × classes] */
  probabilities: Float32Array;
  /** Null in runs stored before this field existed: there was only one test set then. */
  test: TestFingerprint | null;
}

/** Stores an evaluation, the probabilities [n × classes] it was made from, and of which test set. Throws WardrobeError('disk'). */
export async function writeEvaluation(
  folder: string,
  { balancedAccuracy: _derived, ...evaluation }: Evaluation,
  probabilities: Float32Array,
  test: TestFingerprint | null,
): Promise<void> {
  await writeChecked(
    join(folder, fileNames.predictions),
    new Uint8Array(probabilities.buffer, probabilities.byteOffset, probabilities.byteLength),
    join(folder, fileNames.evaluation),
    (predictions): StoredEvaluation => ({ format: runFormat, predictions, test, evaluation }),
  );
}

/** Removes a run's evaluation, listing first. Throws WardrobeError('disk'). */
export async function removeEvaluation(folder: string): Promise<void> {
  try {
    for (const name of [fileNames.evaluation, fileNames.predictions])
      await rm(join(folder, name), { force: true });
  } catch (error) {
    throw diskError(error, folder);
  }
}

/** Throws WardrobeError: 'not-found' without an evaluation, 'corrupt', 'unsupported'. */
export async function readEvaluation(folder: string): Promise<Evaluation> {
  const { evaluation } = (await readJson(join(folder, fileNames.evaluation), storedEvaluationSchema)).value;
  return { ...evaluation, balancedAccuracy: balancedAccuracy(evaluation) };
}

/** What the run answered to the test pictures. Throws as `readEvaluation` does. */
export async function readAnswers(folder: string): Promise<Answers> {
  const { value } = await readJson(join(folder, fileNames.evaluation), storedEvaluationSchema);
  const bytes = await readChecked(join(folder, fileNames.predictions), value.predictions);
  const count = Math.floor(bytes.byteLength / Float32Array.BYTES_PER_ELEMENT);
  return { probabilities: new Float32Array(bytes.buffer, 0, count), test: value.test };
}
