import { access, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { TestFingerprint } from '../dataset/data-fingerprint';
import { toErrorInfo, WardrobeError } from '../errors';
import type { Evaluation } from '../evaluation/evaluation';
import { errorCode } from '../files/disk-error';
import type { CurvePoint } from '../training/curve-point';
import type { LabelledPictures } from '../training/engine';
import { checkpointSteps } from './checkpoint-names';
import { confusionCell, type CellPage, type CellQuery } from './confusion-cell';
import { readCurves } from './curves';
import { readEvaluation, readPredictions, writeEvaluation } from './evaluation-file';
import { goBack } from './go-back';
import { readGoingOn, type GoingOn } from './going-on';
import { mapBounded } from './map-bounded';
import { isAlive } from './process-identity';
import { removeFolder } from './remove-folder';
import { fileNames, type RunRecord } from './run-format';
import { checkRunId, isRunId } from './run-id';
import { readRecord, writeRecord } from './run-record';
import { standingOf, type Standing } from './standing';
import { clearUnfinished } from './unfinished-folder';
import { readWeights, type StoredModel } from './weights-file';

export type RunSummary = Omit<
  RunRecord,
  'format' | 'writer' | 'stepsPerEpoch' | 'before' | keyof RunFacts
> & {
  id: string;
  /** Null: it can't go on. A completed run stands at its end: epochs can be added to it. */
  resumable: Standing | null;
};

/** What is told of one run alone: a list of many goes without. */
export type RunFacts = Pick<RunRecord, 'data' | 'versions' | 'timings' | 'error'>;

export interface RunList {
  /** Newest first. */
  runs: RunSummary[];
  unreadable: { folder: string; message: string }[];
}

export interface RunDetails {
  summary: RunSummary;
  facts: RunFacts;
  curves: CurvePoint[];
  evaluation: Evaluation | null;
}

interface Folder {
  name: string;
  /** Null when it can't be read, and then `error` says why. */
  record: RunRecord | null;
  /** Their steps, newest first. */
  checkpoints: number[];
  error: unknown;
}

const notAnId = "The folder's name is not a run id: small letters, digits and hyphens.";

/** Files read at a time. */
const atOnce = 32;

/** The folder of all runs. Reads what `RunWriter` wrote; one folder that can't be read spoils nothing else. */
export class RunStore {
  readonly #folder: string;
  readonly #readTest: (() => Promise<LabelledPictures>) | undefined;

  /** `readTest` gives the test set for `cell`. */
  constructor(folder: string, options: { readTest?: () => Promise<LabelledPictures> } = {}) {
    this.#folder = folder;
    this.#readTest = options.readTest;
  }

  async list(): Promise<RunList> {
    const runs: RunSummary[] = [];
    const unreadable: RunList['unreadable'] = [];
    for (const { name, record, checkpoints, error } of await this.#readAll()) {
      if (record && isRunId(name)) runs.push(summarise(name, record, checkpoints));
      else
        unreadable.push({
          folder: join(this.#folder, name),
          message: record ? notAnId : toErrorInfo(error).message,
        });
    }
    runs.sort((a, b) => compare(b.createdAt, a.createdAt) || compare(b.id, a.id));
    return { runs, unreadable };
  }

  /** Throws WardrobeError: 'not-found', 'corrupt', 'unsupported'. A damaged evaluation counts as none. */
  async get(id: string): Promise<RunDetails> {
    const record = await this.#record(id);
    const folder = this.#folderOf(id);
    const [curves, evaluation, checkpoints] = await Promise.all([
      readCurves(join(folder, fileNames.curves)),
      readEvaluation(folder).catch(() => null),
      checkpointSteps(folder),
    ]);
    const { data, versions, timings, error } = record;
    const facts = { data, versions, timings, error };
    return { summary: summarise(id, record, checkpoints), facts, curves, evaluation };
  }

  /** As `readGoingOn`, for a run's id. */
  goingOn(id: string, epochs: number | null): Promise<GoingOn> {
    return readGoingOn(this.#folderOf(id), epochs);
  }

  /** Throws WardrobeError: 'not-found' for no such run, 'not-ready' when it has no weights, 'corrupt', 'unsupported'. */
  async model(id: string): Promise<StoredModel> {
    const record = await this.#record(id);
    const isTraining = await isBeingTrained(record);
    return readWeights(this.#folderOf(id)).catch((error: unknown) => {
      throw isTraining
        ? absentAsNotReady(
            error,
            'This run has no trained model yet.',
            'Its first one is stored after its first epoch: wait for that, or choose another run.',
          )
        : absentAsNotReady(
            error,
            'This run ended before a trained model was stored.',
            'Choose another run, or train again.',
          );
    });
  }

  /** Throws WardrobeError: as `model`, 'not-ready' when the run was not evaluated. */
  async cell({ id, ...query }: CellQuery & { id: string }): Promise<CellPage> {
    await this.#record(id);
    if (!this.#readTest)
      throw new WardrobeError('not-ready', 'The test set is not at hand.', 'Get the data set first.');
    const [test, probabilities] = await Promise.all([
      this.#readTest(),
      readPredictions(this.#folderOf(id)).catch((error: unknown) => {
        throw absentAsNotReady(
          error,
          'This run was not evaluated.',
          `Evaluate it in a terminal (npm run -s wardrobe -- evaluate ${id}), or choose another run.`,
        );
      }),
    ]);
    return confusionCell(test, probabilities, query);
  }

  /**
   * Stores an evaluation, the probabilities [n × 10] it was made from and of which test set, if the run has none, or one that is damaged or
   * of another test set, and is not being trained. Gives whether it did. Throws WardrobeError: as `get`, 'disk'.
   */
  async addEvaluation(
    id: string,
    evaluation: Evaluation,
    probabilities: Float32Array,
    test: TestFingerprint,
  ): Promise<boolean> {
    const record = await this.#record(id);
    if (await isBeingTrained(record)) return false;
    const folder = this.#folderOf(id);
    const stored = await readPredictions(folder).catch((error: unknown) => {
      if (error instanceof WardrobeError && ['not-found', 'corrupt'].includes(error.kind)) return null;
      throw error;
    });
    if (stored?.length === probabilities.length) return false;
    await writeEvaluation(folder, evaluation, probabilities, test);
    await writeRecord(folder, { ...record, testAccuracy: evaluation.accuracy });
    return true;
  }

  /** Also removes a run that can't be read. Throws WardrobeError: 'busy' while it is being trained, 'not-found', 'disk'. */
  async remove(id: string): Promise<void> {
    const record = await this.#record(id).catch((error: unknown) => {
      if (error instanceof WardrobeError && ['corrupt', 'unsupported'].includes(error.kind)) return null;
      throw error;
    });
    if (record && (await isBeingTrained(record)))
      throw new WardrobeError('busy', 'This run is being trained.', 'Stop it first.');
    await removeFolder(this.#folderOf(id));
  }

  /**
   * The id of a run given as an id, as its folder or as `latest`, the newest with a trained model. Throws
   * WardrobeError: 'not-found', 'not-ready' when no run has a model.
   */
  async find(text: string): Promise<string> {
    if (text === 'latest') return this.#latest();
    if (isRunId(text) && (await this.#names()).includes(text)) return text;
    const id = await this.#idOfFolder(text);
    if (id) return id;
    throw new WardrobeError(
      'not-found',
      `There is no run "${text}" in ${this.#folder}.`,
      'List the runs to see their ids; "latest" means the newest that has a trained model.',
    );
  }

  /**
   * Takes back what was trained since a run had ended, as when it is discarded. Throws WardrobeError: as `get`, 'not-ready'
   * when the run had never ended, 'disk'.
   */
  async goBack(id: string): Promise<void> {
    await goBack(this.#folderOf(id), await this.#record(id));
  }

  /**
   * Marks the runs whose writer is gone as interrupted, and clears away what a crash left half made or half removed. Runs that can't be read stay untouched. Throws WardrobeError('disk').
   */
  async markInterrupted(): Promise<void> {
    for (const { name, record } of await this.#readAll()) {
      if (record?.status !== 'running' || (await isAlive(record.writer))) continue;
      await writeRecord(this.#folderOf(name), { ...record, status: 'interrupted' });
    }
    await clearUnfinished(this.#folder).catch(() => undefined);
  }

  async #latest(): Promise<string> {
    const { runs } = await this.list();
    for (const { id } of runs) if (await this.#hasModel(id)) return id;
    if (runs.length === 0)
      throw new WardrobeError('not-found', 'There is no run yet.', 'Train a model first.');
    throw new WardrobeError(
      'not-ready',
      'No run has a trained model yet.',
      'Train one for at least an epoch, or stop it and keep it.',
    );
  }

  async #hasModel(id: string): Promise<boolean> {
    return access(join(this.#folderOf(id), fileNames.weightsList)).then(
      () => true,
      () => false,
    );
  }

  async #idOfFolder(path: string): Promise<string | null> {
    try {
      const [folder, store] = await Promise.all([realpath(resolve(path)), realpath(this.#folder)]);
      const id = basename(folder);
      return dirname(folder) === store && isRunId(id) ? id : null;
    } catch {
      return null;
    }
  }

  #folderOf(id: string): string {
    checkRunId(id);
    return join(this.#folder, id);
  }

  #record(id: string): Promise<RunRecord> {
    return readRecord(this.#folderOf(id));
  }

  /** Every folder of the store with its record, or why that can't be read. */
  async #readAll(): Promise<Folder[]> {
    return mapBounded(await this.#names(), atOnce, async (name) => {
      try {
        const folder = join(this.#folder, name);
        return {
          name,
          record: await readRecord(folder),
          checkpoints: await checkpointSteps(folder),
          error: null,
        };
      } catch (error) {
        return { name, record: null, checkpoints: [], error };
      }
    });
  }

  /** Hidden folders are not runs, nor are files. */
  async #names(): Promise<string[]> {
    try {
      const entries = await readdir(this.#folder, { withFileTypes: true });
      return entries
        .filter((entry) => !entry.isFile() && !entry.name.startsWith('.'))
        .map(({ name }) => name);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw new WardrobeError(
        'disk',
        `The folder of runs can't be read: ${error instanceof Error ? error.message : String(error)}`,
        'Check the rights of the folder, or choose another with WARDROBE_HOME.',
        { cause: error },
      );
    }
  }
}

function summarise(id: string, record: RunRecord, checkpoints: readonly number[]): RunSummary {
  const { format: _f, writer: _w, stepsPerEpoch: _p, before: _b, ...rest } = record;
  const { data: _d, versions: _v, timings: _t, error: _e, ...summary } = rest;
  return { id, ...summary, resumable: standingOf(record, checkpoints) };
}

async function isBeingTrained({ status, writer }: RunRecord): Promise<boolean> {
  return status === 'running' && (await isAlive(writer));
}

function absentAsNotReady(error: unknown, message: string, hint: string): unknown {
  const isAbsent = error instanceof WardrobeError && error.kind === 'not-found';
  return isAbsent ? new WardrobeError('not-ready', message, hint, { cause: error }) : error;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
