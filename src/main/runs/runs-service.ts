import { toErrorInfo, type ErrorInfo } from '#core/errors';
import type { RunLabel } from '#core/runs/run-label';
import type { RunStore, RunSummary } from '#core/runs/run-store';
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

/** What was done with several runs: one that fails does not keep the others. */
export interface Outcomes {
  done: string[];
  failed: { id: string; error: ErrorInfo }[];
}

/** Changes of the stored runs, each told as it stands on the disk afterwards. */
export class RunsService {
  readonly store: RunStore;
  readonly #options: RunsServiceOptions;
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
   * A run that another process trains, or whose writer was still dying when this one started, may lose its writer later.
   * Only those that were running at the start are waited for: what this process trains is seen to elsewhere.
   */
  #lookAgain(waitedFor: readonly string[]): void {
    if (waitedFor.length === 0) return;
    const look = async (): Promise<void> => {
      await this.#markInterrupted();
      const running = await this.#running();
      this.#lookAgain(waitedFor.filter((id) => running.includes(id)));
    };
    setTimeout(() => void look(), this.#options.lookEvery ?? usualLookEvery).unref();
  }

  async #running(): Promise<string[]> {
    const { runs } = await this.store.list().catch(() => ({ runs: [] }));
    return runs.filter(({ status }) => status === 'running').map(({ id }) => id);
  }

  async #markInterrupted(): Promise<void> {
    const { store, log } = this.#options;
    const marked = await store
      .markInterrupted()
      .catch((error: unknown) => log(`runs: ${toErrorInfo(error).message}`));
    for (const id of marked ?? []) this.tell(id);
  }

  /** Throws as `RunStore.changeLabel` does. */
  async label(id: string, change: { [K in keyof RunLabel]?: RunLabel[K] | undefined }): Promise<void> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    await this.store.changeLabel(id, Object.fromEntries(given));
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

  async #each(ids: readonly string[], work: (id: string) => Promise<void>): Promise<Outcomes> {
    const outcomes: Outcomes = { done: [], failed: [] };
    for (const id of new Set(ids)) {
      try {
        await work(id);
        outcomes.done.push(id);
      } catch (error) {
        outcomes.failed.push({ id, error: toErrorInfo(error) });
      }
      this.tell(id);
    }
    return outcomes;
  }
}
