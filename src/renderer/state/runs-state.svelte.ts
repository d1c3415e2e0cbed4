import type { ErrorInfo } from '#core/errors';
import { toErrorInfo } from '#core/errors';
import type { RunSummary } from '#shared/contracts/runs';
import { client, type Client } from '../client';

export type RunDetail = Awaited<ReturnType<Client['runs']['get']>>;

/** The stored runs, and the one that Evaluate and Classify are about. */
class RunsState {
  /** Newest first; null until they have been read. */
  all = $state.raw<RunSummary[] | null>(null);
  unreadable = $state.raw<{ folder: string; message: string }[]>([]);
  error = $state.raw<ErrorInfo | null>(null);
  #chosenId = $state<string | null>(null);

  /** Runs that have a model to use, newest first. */
  usable = $derived((this.all ?? []).filter((run) => run.testAccuracy !== null));
  /** The run the user chose, else the newest usable one. */
  selected = $derived(this.usable.find((run) => run.id === this.#chosenId) ?? this.usable[0] ?? null);
  selectedRunId = $derived(this.selected?.id ?? null);

  #reading: Promise<void> | null = null;
  #stale = false;

  select(id: string): void {
    this.#chosenId = id;
  }

  /** Reads the list and keeps it up to date. Returns what ends that. */
  start(): () => void {
    void this.reload();
    return client.runs.onChanged(() => void this.reload());
  }

  /** One read at a time; a change during a read is followed by one more. */
  async reload(): Promise<void> {
    this.#stale = true;
    this.#reading ??= this.#readUntilFresh().finally(() => (this.#reading = null));
    return this.#reading;
  }

  /** Curves and evaluation of one run. */
  detail(id: string): Promise<RunDetail> {
    return client.runs.get({ id });
  }

  async #readUntilFresh(): Promise<void> {
    while (this.#stale) {
      this.#stale = false;
      try {
        const { runs, unreadable } = await client.runs.list();
        this.all = runs;
        this.unreadable = unreadable;
        this.error = null;
      } catch (error) {
        this.all ??= [];
        this.error = toErrorInfo(error);
      }
    }
  }
}

export const runsState = new RunsState();
