import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SplitFingerprint, TestFingerprint } from '../../data/data-fingerprint';
import type { DataSet } from '../../domain/data-set';
import type { EngineDescription } from '../../domain/engine';
import { WardrobeError, type ErrorInfo } from '../../domain/errors';
import type { NamedTensor } from '../../domain/named-tensor';
import type { CurvePoint } from '../../domain/training-progress';
import type { Evaluation } from '../../evaluation/evaluation';
import { diskError, errorCode } from '../../files/disk-error';
import { currentProcess } from '../../files/process-identity';
import { syncFolder } from '../../files/sync-folder';
import { removeFolder, unfinishedFolder } from '../../files/unfinished-folder';
import { writeFileAtomic } from '../../files/write-file-atomic';
import { inTurn } from '../../in-turn';
import type { TrainingPlan } from '../../model/training-plan';
import { currentVersions } from '../../versions';
import { checkpointName, checkpointSteps } from '../format/checkpoint-names';
import { CurvesFile } from '../format/curves';
import { removeEvaluation, writeEvaluation } from '../format/evaluation-file';
import { fileNames, runFormat, type RunRecord, type RunTimings } from '../format/run-format';
import { checkRunId } from '../format/run-id';
import { writeRecord } from '../format/run-record';
import { writeWeights } from '../format/weights-file';
import { goBack } from './go-back';

export { newRunId } from '../format/run-id';

export interface NewRun {
  id: string;
  name: string;
  plan: TrainingPlan;
  /** Numbers the model holds. */
  parameters: number;
  createdAt: Date;
  /** What it is trained and judged on, and by which split. */
  dataSet: DataSet;
  data: SplitFingerprint;
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
    dataSet: run.dataSet,
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

/** So that one that is damaged has another behind it. */
const keptCheckpoints = 2;

export interface RunEnd {
  seconds: number;
  timings?: RunTimings | null;
  stoppedEarly?: RunRecord['stoppedEarly'];
  error?: ErrorInfo | null;
}

/**
 * Writes one run. Every method is crash-safe, takes its turn after those called before, and throws WardrobeError('disk')
 * with the run's older data intact.
 */
export class RunWriter {
  readonly id: string;
  readonly folder: string;
  readonly #curves: CurvesFile;
  readonly #original: RunRecord | null;
  #record: RunRecord;
  readonly #inTurn = inTurn();

  /** `original`: what the record said before a stored run was opened again. */
  constructor(id: string, folder: string, record: RunRecord, original: RunRecord | null = null) {
    this.id = id;
    this.folder = folder;
    this.#record = record;
    this.#original = original;
    this.#curves = new CurvesFile(join(folder, fileNames.curves));
  }

  /** The run had ended before it went on: model and evaluation are still those of then, and `goBack` takes it there. */
  get hadEnded(): boolean {
    return this.#record.before !== null;
  }

  /** What trains it, and how many batches an epoch has. */
  setEngine(engine: EngineDescription, stepsPerEpoch: number): Promise<void> {
    return this.#inTurn(() => this.#update({ engine, stepsPerEpoch }));
  }

  /** For a run that goes on: cuts the curves back to `position`, and gives what is left of them. */
  cutCurves(position: number, epochsEnded: number): Promise<CurvePoint[]> {
    return this.#inTurn(() => this.#curves.cut(position, epochsEnded));
  }

  appendPoints(points: readonly CurvePoint[]): Promise<void> {
    return this.#inTurn(() => this.#curves.append(points));
  }

  /**
   * Stores an encoded checkpoint after `step` steps, keeps the one before, too, and drops older ones. The curves up to
   * here must have been appended.
   */
  saveCheckpoint(step: number, data: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      await this.#curves.sync();
      await writeFileAtomic(join(this.folder, checkpointName(step)), data);
      await this.#keepCheckpoints(keptCheckpoints);
    });
  }

  /**
   * An evaluation of older weights goes as they do: it never stands beside others than its own. By then all that needs room on
   * the disk is written.
   */
  saveWeights(weights: readonly NamedTensor[]): Promise<void> {
    return this.#inTurn(() =>
      writeWeights(this.folder, this.#record.plan, weights, async () => {
        if (this.#record.testAccuracy !== null || this.hadEnded)
          await this.#update({ testAccuracy: null, before: null }, () => removeEvaluation(this.folder));
      }),
    );
  }

  /** `probabilities` [n × classes] are those of the test set. */
  saveEvaluation(evaluation: Evaluation, probabilities: Float32Array): Promise<void> {
    return this.#inTurn(async () => {
      await writeEvaluation(this.folder, evaluation, probabilities, testOf(this.#record));
      await this.#update({ testAccuracy: evaluation.accuracy, testExamples: evaluation.examples });
    });
  }

  finish(
    status: 'completed' | 'stopped' | 'failed',
    { seconds, timings = null, stoppedEarly = null, error = null }: RunEnd,
  ): Promise<void> {
    return this.#inTurn(async () => {
      if (status === 'failed') return this.#update({ status, seconds, timings, error });
      await this.#update({ status, seconds, timings, stoppedEarly, error, before: null });
      await this.#keepCheckpoints(1).catch(() => undefined);
    });
  }

  /** Takes back what was trained since the run had ended. As `goBack`. */
  goBack(): Promise<void> {
    return this.#inTurn(async () => {
      this.#record = await goBack(this.folder, this.#record);
    });
  }

  /** Leaves a run that was opened again as it was, when it could not go on. */
  letGo(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#original) await writeRecord(this.folder, this.#original);
    });
  }

  /** Removes the run. */
  discard(): Promise<void> {
    return this.#inTurn(() => removeFolder(this.folder));
  }

  async #update(change: Partial<RunRecord>, beforeInPlace?: () => Promise<void>): Promise<void> {
    const record = { ...this.#record, ...change };
    await writeRecord(this.folder, record, beforeInPlace);
    this.#record = record;
  }

  /** Keeps the newest checkpoints, and the one that `goBack` would need. */
  async #keepCheckpoints(count: number): Promise<void> {
    const steps = await checkpointSteps(this.folder);
    for (const step of steps.slice(count))
      if (step !== this.#record.before?.step)
        await rm(join(this.folder, checkpointName(step)), { force: true });
  }
}

function testOf({ data }: RunRecord): TestFingerprint | null {
  return data && { testImages: data.testImages, testLabels: data.testLabels };
}
