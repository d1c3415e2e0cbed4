import type { DataSet } from '#core/domain/data-set';
import { toErrorInfo, WardrobeError, type ErrorInfo } from '#core/domain/errors';
import { client } from '../client';
import { dataSetState } from '../state/data-set-state.svelte';
import { runsState } from '../state/runs-state.svelte';
import { ClassifyQueue, type Judged, type Outcome, type QueueProgress } from './classify-queue';
import { spokenResult, tallyOf } from './classify-words';
import type { Found } from './found-file';
import { ModelSource } from './model-source';
import { PictureWorker } from './picture-worker';
import { isOutdated, Results, type Result } from './results.svelte';
import { spawnWorker } from './spawn-worker';
import type { Model, Source } from './worker-messages';

/** Lots up to this size are read out picture by picture. */
const spokenLot = 3;

/** Everything step 5 holds: it outlives the step, so results stay while people walk about. */
class ClassifyState {
  readonly results = new Results();
  progress = $state.raw<QueueProgress | null>(null);
  /** What was dropped but could not be taken, or why nothing can be classified. */
  notice = $state.raw<ErrorInfo | null>(null);
  /** For screen readers. */
  announcement = $state('');
  #ofModel = $state.raw<DataSet | null>(null);
  /** What the model in use was trained on; until that is known, the current data set. */
  dataSet: DataSet = $derived(this.#ofModel ?? dataSetState.current);

  readonly #models = new ModelSource((input) => client.runs.model(input));
  readonly #worker = new PictureWorker(spawnWorker);
  readonly #queue = new ClassifyQueue((file) => this.#ask({ kind: 'file', file }), {
    result: (lot, name, outcome) => this.#take(lot, name, outcome),
    leftOut: (error) => (this.notice = error),
    progress: (progress) => this.#tellProgress(progress),
  });
  #lot = 0;
  #frames = 0;
  #updates = 0;
  #bringing = false;

  /** Gets the selected run's model, if there is one. What is wrong with it is said when it is used. */
  async getReady(): Promise<void> {
    if (runsState.selected) await this.#model().catch(() => undefined);
  }

  /** Classifies all that is found, in the background. Without a usable model `notice` says so. */
  async add(source: AsyncIterable<Found>): Promise<void> {
    this.notice = null;
    try {
      await this.#model();
    } catch (error) {
      this.notice = toErrorInfo(error);
      return;
    }
    this.results.showNewest();
    await this.#queue.add(++this.#lot, source);
  }

  /** Classifies one camera frame and lists it. The bitmap is used up. */
  async addFrame(bitmap: ImageBitmap): Promise<void> {
    const name = `Webcam picture ${++this.#frames}`;
    const outcome = await this.#outcome({ kind: 'frame', bitmap, keep: true });
    this.results.showNewest();
    this.#take(++this.#lot, name, outcome);
  }

  /** What a camera frame would be called, without listing it. The bitmap is used up. */
  async judgeFrame(bitmap: ImageBitmap): Promise<Outcome> {
    return this.#outcome({ kind: 'frame', bitmap, keep: false });
  }

  /**
   * Gives all results of another model the answers of the one in use, those that are looked at first; a later call takes
   * over from an earlier one.
   */
  async bringUpToDate(lookedAt: readonly Result[]): Promise<void> {
    const key = runsState.selectedModelKey;
    if (key === null) return;
    const round = ++this.#updates;
    try {
      for (const result of lookedAt) {
        if (!isOutdated(result, key)) continue;
        if (round !== this.#updates) return;
        await this.#reconsider(result);
      }
      await this.#bringRestUpToDate();
    } catch (error) {
      this.notice = toErrorInfo(error);
    }
  }

  /** One loop at a time: what changes while it runs, it finds. */
  async #bringRestUpToDate(): Promise<void> {
    if (this.#bringing) return;
    this.#bringing = true;
    const next = () => this.results.outdated(runsState.selectedModelKey);
    try {
      for (let result = next(); result; result = next()) await this.#reconsider(result);
    } finally {
      this.#bringing = false;
    }
  }

  cancel(): void {
    this.#queue.cancel();
  }

  clear(): void {
    this.cancel();
    this.results.clear();
    this.notice = null;
    this.announcement = 'List cleared.';
  }

  async #reconsider(result: Result): Promise<void> {
    const model = await this.#model();
    this.results.reconsider(result, model.key, await this.#outcomeFor(model, result));
  }

  /** What was prepared for a model of the same data set need not be prepared again. */
  async #outcomeFor(model: Model, result: Result): Promise<Outcome> {
    const { source } = result;
    try {
      if (result.kind === 'named' && preparesAlike(result.dataSet, model.dataSet)) {
        const { thumbnail, pixels } = result;
        const answer = await this.#judged(model, { kind: 'prepared', pixels });
        return { ok: true, answer: { ...answer, thumbnail, source } };
      }
      // Everything in the list has its source, but for what no model can use.
      return { ok: true, answer: await this.#judged(model, { kind: 'file', file: source! }) };
    } catch (error) {
      return { ok: false, error: toErrorInfo(error), source };
    }
  }

  async #model(): Promise<Model> {
    if (runsState.all === null) await runsState.reload();
    if (runsState.selected !== null) {
      const model = await this.#models.of(runsState.selected);
      if (model.key === runsState.selectedModelKey) this.#ofModel = model.dataSet;
      return model;
    }
    throw new WardrobeError(
      'not-ready',
      'There is no trained model yet.',
      'Train one, then drop the pictures again.',
    );
  }

  async #ask(source: Source): Promise<Judged> {
    return this.#judged(await this.#model(), source);
  }

  async #judged(model: Model, source: Source): Promise<Judged> {
    const { copy, ...answer } = await this.#worker.classify(model, source);
    return { ...answer, dataSet: model.dataSet, source: source.kind === 'file' ? source.file : copy };
  }

  async #outcome(source: Source): Promise<Outcome> {
    try {
      return { ok: true, answer: await this.#ask(source) };
    } catch (error) {
      return { ok: false, error: toErrorInfo(error), source: null };
    }
  }

  #take(lot: number, name: string, outcome: Outcome): void {
    const result = this.results.add(lot, name, outcome, runsState.selectedModelKey);
    if ((this.progress?.total ?? 1) <= spokenLot) this.announcement = spokenResult(result);
  }

  #tellProgress(progress: QueueProgress | null): void {
    const { count, unsure, refused } = this.results;
    if (progress === null && (this.progress?.total ?? 0) > spokenLot) {
      this.announcement = `Done. ${tallyOf(count, unsure, refused)}.`;
    }
    this.progress = progress;
  }
}

/** Whether a picture that was prepared for one is prepared for the other. */
function preparesAlike(one: DataSet, other: DataSet): boolean {
  const [a, b] = [one.shape, other.shape];
  return (
    one.preparation === other.preparation &&
    a.width === b.width &&
    a.height === b.height &&
    a.channels === b.channels
  );
}

export const classifyState = new ClassifyState();
