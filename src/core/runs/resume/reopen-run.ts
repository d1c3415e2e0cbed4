import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { WardrobeError, type ErrorInfo } from '../../domain/errors';
import type { CurvePoint } from '../../domain/training-progress';
import { diskError } from '../../files/disk-error';
import { currentProcess } from '../../files/process-identity';
import { isTemporaryName } from '../../files/temporary-name';
import { readCheckpoint, type Checkpoint } from '../format/checkpoint-file';
import { checkpointName, checkpointSteps } from '../format/checkpoint-names';
import { fileNames, type RunRecord } from '../format/run-format';
import { checkRunId } from '../format/run-id';
import { writeRecord } from '../format/run-record';
import { withRunLock } from '../write/run-lock';
import { RunWriter } from '../write/run-writer';
import { hasEnded, readGoingOn, type GoingOn } from './going-on';

export interface ReopenedRun extends GoingOn {
  writer: RunWriter;
  checkpoint: Checkpoint;
  /** The newest checkpoint could not be read: why, and from where the run goes on instead. */
  warning: ErrorInfo | null;
}

/**
 * Opens a stored run to go on with it, up to `epochs` epochs in all, or null for as many as its plan has. It is 'running'
 * from then on. Throws WardrobeError: as `readGoingOn`, 'corrupt' when no checkpoint can be read, 'unsupported' when a newer
 * Wardrobe wrote it, 'disk'.
 */
export async function reopenRun(runsFolder: string, id: string, epochs: number | null): Promise<ReopenedRun> {
  checkRunId(id);
  const folder = join(runsFolder, id);
  return withRunLock(folder, () => reopen(id, folder, epochs));
}

async function reopen(id: string, folder: string, epochs: number | null): Promise<ReopenedRun> {
  const goingOn = await readGoingOn(folder, epochs);
  const { checkpoint, warning } = await newestReadable(folder);
  const { record, plan } = goingOn;
  if (!isDeepStrictEqual({ ...checkpoint.plan, epochs: 0 }, { ...plan, epochs: 0 }))
    throw new WardrobeError(
      'corrupt',
      'The checkpoint of this run is of another plan.',
      'Start the run again from its plan.',
    );
  const running: RunRecord = {
    ...record,
    plan,
    status: 'running',
    error: null,
    before: record.before ?? endOf(record, checkpoint),
    writer: await currentProcess(),
  };
  await writeRecord(folder, running);
  return { ...goingOn, writer: new RunWriter(id, folder, running, record), checkpoint, warning };
}

/**
 * Makes the stored run stand where its checkpoint does, and gives its curves up to there: later points and checkpoints would
 * come a second time. Throws WardrobeError('disk').
 */
export async function cutToCheckpoint({ writer, checkpoint, ...run }: ReopenedRun): Promise<CurvePoint[]> {
  const { step } = checkpoint.engine;
  const { folder } = writer;
  try {
    for (const newer of await checkpointSteps(folder))
      if (newer > step) await rm(join(folder, checkpointName(newer)), { force: true });
    for (const name of await readdir(folder))
      if (isCutOffWrite(name)) await rm(join(folder, name), { force: true });
  } catch (error) {
    throw diskError(error, folder);
  }
  return writer.cutCurves(step / run.record.stepsPerEpoch!, checkpoint.loop.epoch - 1);
}

/** A label is written by other processes, too, and may be under way. */
const isCutOffWrite = (name: string): boolean => isTemporaryName(name) && !name.startsWith(fileNames.label);

/** The newest checkpoint that is whole; a damaged one is passed over. */
async function newestReadable(folder: string): Promise<Pick<ReopenedRun, 'checkpoint' | 'warning'>> {
  let damage: string | null = null;
  for (const step of await checkpointSteps(folder)) {
    try {
      const checkpoint = await readCheckpoint(join(folder, checkpointName(step)));
      const hint = `The run goes on from the one before, after step ${step}; what came later is trained again.`;
      return { checkpoint, warning: damage === null ? null : { kind: 'corrupt', message: damage, hint } };
    } catch (error) {
      if (!(error instanceof WardrobeError) || error.kind === 'unsupported') throw error;
      damage ??= error.message;
    }
  }
  throw new WardrobeError(
    'corrupt',
    `No checkpoint of this run can be read. ${damage ?? ''}`.trim(),
    'Start the run again from its plan: with the same seed it comes out the same.',
  );
}

/** How a run had ended that goes on now; null when it had not. */
function endOf(record: RunRecord, { engine }: Checkpoint): RunRecord['before'] {
  const { status, plan, seconds, stoppedEarly } = record;
  if (!hasEnded(record) || (status !== 'completed' && status !== 'stopped')) return null;
  return { status, epochs: plan.epochs, seconds, step: engine.step, stoppedEarly };
}
