import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSet } from '../../domain/data-set';
import { toErrorInfo, WardrobeError } from '../../domain/errors';
import type { CurvePoint } from '../../domain/training-progress';
import { compareAnswers, type Comparison } from '../../evaluation/compare-answers';
import type { Evaluation } from '../../evaluation/evaluation';
import { FolderTrash } from '../../files/folder-trash';
import { clearUnfinished, removeFolder } from '../../files/unfinished-folder';
import { addEvaluation, type Judgement } from '../answers/add-evaluation';
import { changedPage, type ChangedPage, type ChangedQuery } from '../answers/changed-page';
import { confusionCell, type CellPage, type CellQuery } from '../answers/confusion-cell';
import { StoredAnswers, type AnswersOfPair, type ReadTest } from '../answers/stored-answers';
import { checkpointSteps } from '../format/checkpoint-names';
import { readCurves } from '../format/curves';
import { readEvaluation } from '../format/evaluation-file';
import { absentAsNotReady } from '../format/read-json';
import { dataSetOf } from '../format/run-data-set';
import { fileNames, type RunRecord } from '../format/run-format';
import { checkRunId, isRunId } from '../format/run-id';
import { changeLabel, readLabel, type RunLabel } from '../format/run-label';
import { isBeingTrained, isCutOff, readRecord, writeRecord } from '../format/run-record';
import { readWeights, type StoredModel } from '../format/weights-file';
import { readGoingOn, type GoingOn } from '../resume/going-on';
import { goBack } from '../write/go-back';
import { withRunLock } from '../write/run-lock';
import { FolderCache } from './folder-cache';
import { withEach, type Outcomes } from './outcomes';
import {
  factsOf,
  readRunFolder,
  summarise,
  type RunFacts,
  type RunFolder,
  type RunSummary,
  type UnreadableRun,
} from './run-folder';
import { idOfFolder, runNames } from './run-names';

export interface RunList {
  /** Newest first. */
  runs: RunSummary[];
  unreadable: UnreadableRun[];
  /** Ids of removed runs that can be put back. */
  removed: string[];
}

export interface RunDetails {
  summary: RunSummary;
  facts: RunFacts;
  curves: CurvePoint[];
  evaluation: Evaluation | null;
  /** What it was trained on. */
  dataSet: DataSet;
}

export interface RunPair {
  first: string;
  second: string;
}

export type { RunSummary };

const notAnId = "The folder's name is not a run id: small letters, digits and hyphens.";

/** The folder of all runs. Reads what `RunWriter` wrote; one folder that can't be read spoils nothing else. */
export class RunStore {
  readonly #folder: string;
  readonly #cache = new FolderCache([fileNames.run, fileNames.label], readRunFolder);
  readonly #trash: FolderTrash;
  readonly #answers: StoredAnswers;

  /** `readTest` gives the test pictures for `cell`, `compare` and `changed`. */
  constructor(folder: string, options: { readTest?: ReadTest } = {}) {
    this.#folder = folder;
    this.#answers = new StoredAnswers(options.readTest);
    this.#trash = new FolderTrash(folder, 'run');
  }

  /** How many folders were read so far to list them: those that have not changed are not read again. */
  get foldersRead(): number {
    return this.#cache.reads;
  }

  async list(): Promise<RunList> {
    const runs: RunSummary[] = [];
    const unreadable: UnreadableRun[] = [];
    for (const { name, run, error, newer } of await this.#readAll()) {
      if (run && isRunId(name)) runs.push(summarise(name, run));
      else
        unreadable.push({
          folder: join(this.#folder, name),
          id: isRunId(name) ? name : null,
          message: run ? notAnId : toErrorInfo(error).message,
          newer,
        });
    }
    runs.sort((a, b) => compare(b.createdAt, a.createdAt) || compare(b.id, a.id));
    return { runs, unreadable, removed: (await this.#trash.names()).filter(isRunId) };
  }

  /** One run as in the list; null when it is not there or can't be read. */
  async summary(id: string): Promise<RunSummary | null> {
    const { run } = await this.#cache.get(this.#folderOf(id));
    return run && summarise(id, run);
  }

  /** Throws WardrobeError: 'not-found', 'corrupt', 'unsupported'. A damaged evaluation counts as none. */
  async get(id: string): Promise<RunDetails> {
    const record = await this.#record(id);
    const folder = this.#folderOf(id);
    const [curves, evaluation, label, checkpoints] = await Promise.all([
      readCurves(join(folder, fileNames.curves)),
      readEvaluation(folder).catch(() => null),
      readLabel(folder, record),
      checkpointSteps(folder),
    ]);
    const run = { record, label, checkpoints };
    return {
      summary: summarise(id, run),
      facts: factsOf(run),
      curves,
      evaluation,
      dataSet: dataSetOf(record),
    };
  }

  /** As `readGoingOn`, for a run's id. */
  goingOn(id: string, epochs: number | null): Promise<GoingOn> {
    return readGoingOn(this.#folderOf(id), epochs);
  }

  /** Throws WardrobeError: 'not-found' for no such run, 'not-ready' when it has no weights, 'corrupt', 'unsupported'. */
  async model(id: string): Promise<StoredModel & { dataSet: DataSet }> {
    const record = await this.#record(id);
    const isTraining = await isBeingTrained(record);
    const model = await readWeights(this.#folderOf(id)).catch((error: unknown) => {
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
    return { ...model, dataSet: dataSetOf(record) };
  }

  /** Throws WardrobeError: as `model`, 'not-ready' when the run was not evaluated. */
  async cell({ id, ...query }: CellQuery & { id: string }): Promise<CellPage> {
    const dataSet = dataSetOf(await this.#record(id));
    const { test, probabilities } = await this.#answers.of(this.#folderOf(id), dataSet);
    return confusionCell(dataSet, test, probabilities, query);
  }

  /**
   * Two runs on the same test pictures. Throws WardrobeError: as `cell`, 'unsupported' when they were judged on different
   * ones.
   */
  async compare(first: string, second: string): Promise<Comparison> {
    const { dataSet, test, answers } = await this.#pair({ first, second });
    return compareAnswers(test.labels, answers[0], answers[1], dataSet.classes.length);
  }

  /** Pictures that one of two runs gets right and the other wrong, page by page. Throws as `compare` does. */
  async changed({ first, second, ...query }: ChangedQuery & RunPair): Promise<ChangedPage> {
    const { dataSet, test, answers } = await this.#pair({ first, second });
    return changedPage(dataSet, test, answers[0], answers[1], query);
  }

  /** As `addEvaluation`, for a run's id. */
  addEvaluation(id: string, judgement: Judgement): Promise<boolean> {
    return addEvaluation(this.#folderOf(id), judgement);
  }

  /** Changes a run's name, star or note, also while it is trained. Throws WardrobeError: as `get`, 'disk'. */
  changeLabel(id: string, change: Partial<RunLabel>): Promise<void> {
    return changeLabel(this.#folderOf(id), change);
  }

  /**
   * Deletes a run for good, also one that can't be read. Throws WardrobeError: 'busy' while it is being trained, 'not-found',
   * 'unsupported' when a newer version wrote it, 'disk'.
   */
  async remove(id: string): Promise<void> {
    await this.#checkRemovable(id);
    await removeFolder(this.#folderOf(id));
  }

  /** As `remove`, but the run can be put back until the trash is emptied. */
  async moveToTrash(id: string): Promise<void> {
    await this.#checkRemovable(id);
    await this.#trash.take(id);
  }

  /** Throws WardrobeError: 'not-found' when it is not in the trash, 'bad-input' when its place is taken, 'disk'. */
  async putBack(id: string): Promise<void> {
    checkRunId(id);
    await this.#trash.putBack(id);
  }

  /** Deletes for good what was moved to the trash. Throws WardrobeError('disk'). */
  emptyTrash(): Promise<void> {
    return this.#trash.empty();
  }

  /**
   * The id of a run given as an id, as its folder or as `latest`, the newest with a trained model. Throws
   * WardrobeError: 'not-found', 'not-ready' when no run has a model.
   */
  async find(text: string): Promise<string> {
    if (text === 'latest') return this.#latest();
    if (isRunId(text) && (await runNames(this.#folder)).includes(text)) return text;
    const id = await idOfFolder(this.#folder, text);
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
    const folder = this.#folderOf(id);
    await withRunLock(folder, (record) => goBack(folder, record));
  }

  /**
   * Marks the runs whose writer is gone as interrupted, and clears away what a crash left half made or half removed. Runs
   * that can't be read stay untouched. Throws WardrobeError('disk') when the folder can't be read.
   */
  async markInterrupted(): Promise<Outcomes> {
    const cutOff: string[] = [];
    for (const { name, run } of await this.#readAll())
      if (run && (await isCutOff(run.record))) cutOff.push(name);
    const outcomes = await withEach(cutOff, (id) => this.#markInterrupted(this.#folderOf(id)));
    await clearUnfinished(this.#folder).catch(() => undefined);
    return outcomes;
  }

  /** Reads the record again under the lock: another process may have resumed or marked the run meanwhile. */
  #markInterrupted(folder: string): Promise<void> {
    return withRunLock(folder, async (record) => {
      if (await isCutOff(record)) await writeRecord(folder, { ...record, status: 'interrupted' });
    });
  }

  async #pair({ first, second }: RunPair): Promise<AnswersOfPair & { dataSet: DataSet }> {
    const [record] = await Promise.all([this.#record(first), this.#record(second)]);
    const dataSet = dataSetOf(record);
    return {
      dataSet,
      ...(await this.#answers.ofPair(this.#folderOf(first), this.#folderOf(second), dataSet)),
    };
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

  async #checkRemovable(id: string): Promise<void> {
    const record = await this.#record(id).catch((error: unknown) => {
      if (error instanceof WardrobeError && error.kind === 'corrupt') return null;
      throw error;
    });
    if (record && (await isBeingTrained(record)))
      throw new WardrobeError('busy', 'This run is being trained.', 'Stop it first.');
  }

  #folderOf(id: string): string {
    checkRunId(id);
    return join(this.#folder, id);
  }

  #record(id: string): Promise<RunRecord> {
    return readRecord(this.#folderOf(id));
  }

  /** Every folder of the store with what is in it, or why that can't be read. */
  async #readAll(): Promise<RunFolder[]> {
    const folders = (await runNames(this.#folder)).map((name) => join(this.#folder, name));
    return this.#cache.getAll(folders);
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
