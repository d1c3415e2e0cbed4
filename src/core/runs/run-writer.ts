import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFingerprint, TestFingerprint } from '../dataset/data-fingerprint';
import { WardrobeError, type ErrorInfo } from '../errors';
import type { Evaluation } from '../evaluation/evaluation';
import { diskError, errorCode } from '../files/disk-error';
import { syncFolder } from '../files/sync-folder';
import type { TrainingPlan } from '../model/training-plan';
import type { CurvePoint } from '../training/curve-point';
import type { EngineDescription, NamedTensor } from '../training/engine';
import { currentVersions } from '../versions';
import { CurvesFile } from './curves';
import { writeEvaluation } from './evaluation-file';
import { currentProcess } from './process-identity';
import { removeFolder } from './remove-folder';
import { fileNames, runFormat, type RunRecord, type RunTimings } from './run-format';
import { checkRunId } from './run-id';
import { writeRecord } from './run-record';
import { unfinishedFolder } from './unfinished-folder';
import { writeWeights } from './weights-file';

export { newRunId } from './run-id';

export interface NewRun {
  id: string;
  name: string;
  plan: TrainingPlan;
  /** Numbers the model holds. */
  parameters: number;
  createdAt: Date;
  /** What it is trained and judged on. */
  data: DataFingerprint;
}

/**
 * Starts a run's folder in `runsFolder`, status 'running'. It appears at once and whole. Throws WardrobeError: 'bad-input'
 * for a bad id or one that is taken, 'disk'.
 */
export async function createRun(runsFolder: string, run: NewRun): Promise<RunWriter> {
  checkRunId(run.id);
  const folder = join(runsFolder, run.id);
  const unfinished = unfinishedFolder(folder);
  const record: RunRecord = {
    format: runFormat,
    name: run.name,
    createdAt: run.createdAt.toISOString(),
    status: 'running',
    plan: run.plan,
    parameters: run.parameters,
    engine: null,
    seconds: null,
    testAccuracy: null,
    testExamples: null,
    error: null,
    stepsPerEpoch: null,
    stoppedEarly: null,
    before: null,
    writer: await currentProcess(),
    data: run.data,
    versions: currentVersions(),
    timings: null,
  };
  try {
    await mkdir(unfinished, { recursive: true });
    await writeRecord(unfinished, record);
    await rename(unfinished, folder).catch((error: unknown) => {
      throw isTaken(error) ? taken(run.id, error) : error;
    });
    await syncFolder(runsFolder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    throw diskError(error, folder);
  }
  return new RunWriter(run.id, folder, record);
}

const isTaken = (error: unknown): boolean => ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errorCode(error));

const taken = (id: string, cause: unknown): WardrobeError =>
  new WardrobeError('bad-input', `There is already a run ${id}.`, 'Start the run again.', { cause });

/**
 * Writes one run. Every method is crash-safe, takes its turn after those called before, and throws WardrobeError('disk')
 * with the run's older data intact.
 */
export class RunWriter {
  readonly id: string;
  readonly folder: string;
  readonly #curves: CurvesFile;
  #record: RunRecord;
  #last: Promise<unknown> = Promise.resolve();

  constructor(id: string, folder: string, record: RunRecord) {
    this.id = id;
    this.folder = folder;
    this.#record = record;
    this.#curves = new CurvesFile(join(folder, fileNames.curves));
  }

  setEngine(engine: EngineDescription): Promise<void> {
    return this.#inTurn(() => this.#update({ engine }));
  }

  appendPoints(points: readonly CurvePoint[]): Promise<void> {
    return this.#inTurn(() => this.#curves.append(points));
  }

  saveWeights(weights: readonly NamedTensor[]): Promise<void> {
    return this.#inTurn(() => writeWeights(this.folder, this.#record.plan, weights));
  }

  /** `probabilities` [n × 10] are those of the test set. */
  saveEvaluation(evaluation: Evaluation, probabilities: Float32Array): Promise<void> {
    return this.#inTurn(async () => {
      await writeEvaluation(this.folder, evaluation, probabilities, testOf(this.#record));
      await this.#update({ testAccuracy: evaluation.accuracy, testExamples: evaluation.examples });
    });
  }

  finish(
    status: 'completed' | 'stopped' | 'failed',
    { seconds, timings = null, error }: { seconds: number; timings?: RunTimings | null; error?: ErrorInfo },
  ): Promise<void> {
    return this.#inTurn(() => this.#update({ status, seconds, timings, error: error ?? null }));
  }

  /** Removes the run. */
  discard(): Promise<void> {
    return this.#inTurn(() => removeFolder(this.folder));
  }

  async #update(change: Partial<RunRecord>): Promise<void> {
    const record = { ...this.#record, ...change };
    await writeRecord(this.folder, record);
    this.#record = record;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

function testOf({ data }: RunRecord): TestFingerprint | null {
  return data && { testImages: data.testImages, testLabels: data.testLabels };
}
