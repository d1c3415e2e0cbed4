import { basename } from 'node:path';
import { pictureCount, type DataSet } from '../../domain/data-set';
import type { CheckpointSummary } from '../../domain/training-progress';
import { dataSetOf } from '../format/run-data-set';
import { checkpointSteps } from '../format/checkpoint-names';
import { readNewer, type NewerFacts } from '../format/newer-record';
import type { RunRecord } from '../format/run-format';
import { readLabel, type RunLabel } from '../format/run-label';
import { readRecord } from '../format/run-record';
import { checkpointSummaryOf } from '../resume/going-on';

/** A run as it stands in the list. */
export type RunSummary = Omit<
  RunRecord,
  'format' | 'writer' | 'stepsPerEpoch' | 'before' | 'dataSet' | keyof RunFacts
> & {
  id: string;
  /** The set that it was trained on. */
  dataSet: Pick<DataSet, 'id' | 'name' | 'version'>;
  /** The checkpoint it can resume from, or null. A completed run can resume from its end: epochs can be added. */
  resumable: CheckpointSummary | null;
  starred: boolean;
};

/** Facts sent only for a single run; lists of runs leave them out. */
export type RunFacts = Pick<RunRecord, 'data' | 'versions' | 'timings' | 'error'> & Pick<RunLabel, 'note'>;

export interface UnreadableRun {
  folder: string;
  /** Null when the folder's name is not a valid run id. */
  id: string | null;
  message: string;
  /** What could be read of a run that a newer version wrote. */
  newer: NewerFacts | null;
}

interface ReadRun {
  record: RunRecord;
  label: RunLabel;
  /** Steps of its checkpoints, newest first. */
  checkpoints: number[];
}

/** A folder among the runs. */
export interface RunFolder {
  name: string;
  /** Null when it can't be read, and then `error` says why. */
  run: ReadRun | null;
  error: unknown;
  newer: NewerFacts | null;
}

/** What a folder holds, or why that can't be read; never rejects. */
export async function readRunFolder(folder: string): Promise<RunFolder> {
  const name = basename(folder);
  try {
    const record = await readRecord(folder);
    const label = await readLabel(folder, record);
    const checkpoints = await checkpointSteps(folder);
    return { name, run: { record, label, checkpoints }, error: null, newer: null };
  } catch (error) {
    return { name, run: null, error, newer: await readNewer(folder) };
  }
}

export function summarise(id: string, { record, label, checkpoints }: ReadRun): RunSummary {
  const { format: _f, writer: _w, stepsPerEpoch: _p, before: _b, ...rest } = record;
  const { data: _d, versions: _v, timings: _t, error: _e, dataSet: _s, ...summary } = rest;
  const { name, starred } = label;
  const dataSet = dataSetOf(record);
  return {
    id,
    ...summary,
    name,
    starred,
    dataSet: { id: dataSet.id, name: dataSet.name, version: dataSet.version },
    // Runs stored before this field existed were evaluated on the whole test part.
    testExamples:
      record.testExamples ?? (record.testAccuracy === null ? null : pictureCount(dataSet.parts.test)),
    resumable: checkpointSummaryOf(record, checkpoints),
  };
}

export function factsOf({ record, label }: Omit<ReadRun, 'checkpoints'>): RunFacts {
  const { data, versions, timings, error } = record;
  return { data, versions, timings, error, note: label.note };
}
