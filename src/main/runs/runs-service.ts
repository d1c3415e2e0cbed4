import { toErrorInfo } from '#core/domain/errors';
import { inTurn } from '#core/in-turn';
import type { RunLabel } from '#core/runs/format/run-label';
import { withEach, type Outcomes } from '#core/runs/store/outcomes';
import type { RunStore, RunSummary } from '#core/runs/store/run-store';
import type { Log } from '../log-file';

export interface RunsServiceOptions {
  store: RunStore;
  /** `run` is null when it is not there any more, or can't be read. */
  onChange(id: string, run: RunSummary | null): void;
  log: Log;
  /** Between two looks at runs of other processes, ms. */
  lookEvery?: number;
}

const usualLookEvery = 2_000;

/** Changes of the stored runs, each told as it stands on the disk afterwards. */
export class RunsService {
  readonly store: RunStore;
  readonly #options: RunsServiceOptions;
  /** Runs of dead processes that can't be written. */
  readonly #unmarkable = new Set<string>();
  readonly #labelled = inTurn();
  #told: Promise<void> = Promise.resolve();

  constructor(options: RunsServiceOptions) {
    this.store = options.store;
    this.#options = options;
  }

  /** What people start with: runs of dead processes are marked, and what was removed before is deleted for good. */
  async tidy(): Promise<void> {
    const { store, log } = this.#options;
    const trouble = (error: unknown) => log(`runs: ${toErrorInfo(error).message}`);
    await store.emptyTrash().catch(trouble);
    await this.#markInterrupted();
    this.#lookAgain(await this.#running());
  }

  /**
   * A run that another process trains, or whose writer was still dying when this one started, may end or lose its writer
   * later. Only those that were running at the start are waited for: what this process trains is seen to elsewhere.
   */
  #lookAgain(waitedFor: readonly string[]): void {
    if (waitedFor.length === 0) return;
    const look = async (): Promise<void> => {
      const marked = await this.#markInterrupted();
      const running = await this.#running();
      const ended = (id: string) =>
        !running.includes(id) && !marked.includes(id) && !this.#unmarkable.has(id);
      for (const id of waitedFor.filter(ended)) this.tell(id);
      this.#lookAgain(waitedFor.filter((id) => running.includes(id)));
    };
    setTimeout(() => void look(), this.#options.lookEvery ?? usualLookEvery).unref();
  }

  /** Ids of the runs that may still end. */
  async #running(): Promise<string[]> {
    const { runs } = await this.store.list().catch(() => ({ runs: [] }));
    return runs
      .filter(({ id, status }) => status === 'running' && !this.#unmarkable.has(id))
      .map(({ id }) => id);
  }

  /** Tells the runs that it marked, and gives their ids. */
  async #markInterrupted(): Promise<string[]> {
    const { store, log } = this.#options;
    const { done, failed } = await store.markInterrupted().catch((error: unknown) => {
      log(`runs: ${toErrorInfo(error).message}`);
      return { done: [], failed: [] };
    });
    for (const { id, error } of failed) {
      if (!this.#unmarkable.has(id)) log(`run ${id}: ${error.message}`);
      this.#unmarkable.add(id);
    }
    for (const id of done) this.tell(id);
    return done;
  }

  /** Changes are made one after the other: each builds on what is stored. Throws as `RunStore.changeLabel` does. */
  async label(id: string, change: { [K in keyof RunLabel]?: RunLabel[K] | undefined }): Promise<void> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    await this.#labelled(() => this.store.changeLabel(id, Object.fromEntries(given)));
    this.tell(id);
  }

  remove(ids: readonly string[]): Promise<Outcomes> {
    return this.#each(ids, (id) => this.store.moveToTrash(id));
  }

  putBack(ids: readonly string[]): Promise<Outcomes> {
    return this.#each(ids, (id) => this.store.putBack(id));
  }

  /** Tells that a run has changed. Of two changes of a run, the later one is told last. */
  tell(id: string): void {
    const { store, onChange, log } = this.#options;
    this.#told = this.#told
      .then(async () => onChange(id, await store.summary(id)))
      .catch((error: unknown) => log(`run ${id}: not told: ${toErrorInfo(error).message}`));
  }

  #each(ids: readonly string[], work: (id: string) => Promise<void>): Promise<Outcomes> {
    return withEach(new Set(ids), (id) => work(id).finally(() => this.tell(id)));
  }
}
