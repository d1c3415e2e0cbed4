import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WardrobeError } from '../../domain/errors';
import { diskError } from '../../files/disk-error';
import { checkpointName, checkpointSteps } from '../format/checkpoint-names';
import { cutCurves } from '../format/curves';
import { fileNames, type RunRecord } from '../format/run-format';
import { writeRecord } from '../format/run-record';

/**
 * Makes a run what it was when it had ended, before it went on: status, epochs, curves and checkpoint; model and evaluation
 * are still those of then. A crash in between leaves a run that can be read and taken back again. Gives the record as it is then.
 * Throws WardrobeError: 'not-ready' when the run had never ended, 'disk'.
 */
export async function goBack(folder: string, record: RunRecord): Promise<RunRecord> {
  const { before, stepsPerEpoch } = record;
  if (before === null || stepsPerEpoch === null)
    throw new WardrobeError(
      'not-ready',
      'There is nothing to take back: this run has not ended before.',
      'Remove the run instead.',
    );
  const { step, epochs, ...ended } = before;
  await cutCurves(join(folder, fileNames.curves), step / stepsPerEpoch);
  try {
    for (const newer of await checkpointSteps(folder))
      if (newer > step) await rm(join(folder, checkpointName(newer)), { force: true });
  } catch (error) {
    throw diskError(error, folder);
  }
  const restored = { ...record, ...ended, plan: { ...record.plan, epochs }, before: null, error: null };
  await writeRecord(folder, restored);
  return restored;
}
