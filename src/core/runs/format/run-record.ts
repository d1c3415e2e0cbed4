import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { WardrobeError } from '../../domain/errors';
import { isAlive } from '../../files/process-identity';
import { writeFileAtomic } from '../../files/write-file-atomic';
import { damaged, readJson } from './read-json';
import { fileNames, runFormat, runRecordSchema, type RunRecord } from './run-format';

/** What run.json says. Throws WardrobeError: 'not-found' for no such folder, 'corrupt', 'unsupported'. */
export async function readRecord(folder: string): Promise<RunRecord> {
  try {
    return (await readJson(join(folder, fileNames.run), runRecordSchema)).value;
  } catch (error) {
    if (!(error instanceof WardrobeError) || error.kind !== 'not-found') throw error;
    const isThere = await stat(folder).then(
      () => true,
      () => false,
    );
    if (isThere) throw damaged(fileNames.run, 'is missing', error);
    throw new WardrobeError(
      'not-found',
      `There is no run ${basename(folder)}.`,
      'It may have been removed. List the runs again.',
    );
  }
}

/** Replaces a run's record, in today's format. As `writeFileAtomic`. */
export async function writeRecord(
  folder: string,
  record: RunRecord,
  beforeInPlace?: () => Promise<void>,
): Promise<void> {
  await writeFileAtomic(
    join(folder, fileNames.run),
    `${JSON.stringify({ ...record, format: runFormat }, null, 2)}\n`,
    beforeInPlace,
  );
}

/** Whether a process is at work on this run; one that says so may be of a process that is gone. */
export async function isBeingTrained({ status, writer }: RunRecord): Promise<boolean> {
  return status === 'running' && (await isAlive(writer));
}

/** Whether the process that was at work on this run is gone. */
export async function isCutOff({ status, writer }: RunRecord): Promise<boolean> {
  return status === 'running' && !(await isAlive(writer));
}
