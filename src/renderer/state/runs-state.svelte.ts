import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { RunSummary, UnreadableRun } from '#shared/contracts/runs';
import { client, type Client } from '../client';
import { dataSetState } from './data-set-state.svelte';
import { modelKey } from './model-key';

export type RunDetail = Awaited<ReturnType<Client['runs']['get']>>;

/** The stored runs, and the one that Evaluate and Classify are about. */
class RunsState {
  /** Newest first; null until they have been read. */
  all = $state.raw<RunSummary[] | null>(null);
  unreadable = $state.raw<UnreadableRun[]>([]);
  /** Ids of removed runs that can be put back. */
  removed = $state.raw<string[]>([]);
  error = $state.raw<ErrorInfo | null>(null);
  #chosenId = $state<string | null>(null);

  /** Runs that have a model to use, newest first. */
  usable = $derived((this.all ?? []).filter((run) => run.testAccuracy !== null));
  /** The newest usable one on the set that is worked with. */
  newestHere = $derived(this.usable.find((run) => run.dataSet.id === dataSetState.current.id) ?? null);
  /** The run the user chose, also of another data set, else the newest usable one on the set that is worked with. */
  selected = $derived(this.usable.find((run) => run.id === this.#chosenId) ?? this.newestHere);
  selectedRunId = $derived(this.selected?.id ?? null);
  /** Changes with the run that is selected, and when that one gets new weights. */
  selectedModelKey = $derived(this.selected && modelKey(this.selected));

  /** Those that were trained on one data set. */
  onSet(id: string): RunSummary[] {
    return (this.all ?? []).filter(({ dataSet }) => dataSet.id === id);
  }

  #reading: Promise<void> | null = null;
  #stale = false;

  /** A run that was trained while another was looked at, until it is taken into use or the offer is closed. */
  #offeredId = $state<string | null>(null);
  offered = $derived(
    this.usable.find((run) => run.id === this.#offeredId && run.id !== this.selectedRunId) ?? null,
  );

  select(id: string): void {
    this.#chosenId = id;
    this.#offeredId = null;
  }

  /** Looks at what the data set that is worked with now has, whatever was chosen before. */
  deselect(): void {
    this.#chosenId = null;
    this.#offeredId = null;
  }

  /** Null: no longer. */
  offer(id: string | null): void {
    this.#offeredId = id;
  }

  /** Reads the list and keeps it up to date. Returns what ends that. */
  start(): () => void {
    void this.reload();
    return client.runs.onChanged(({ id, run }) => this.#take(id, run));
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

  /** What is selected stays so when a newer run comes, from a terminal for instance. */
  #hold(): void {
    this.#chosenId ??= this.selectedRunId;
  }

  /** One run as it is now, in its place. Null: it is gone or can't be read, and only the whole list says which. */
  #take(id: string, run: RunSummary | null): void {
    if (this.all !== null) {
      const others = this.all.filter((other) => other.id !== id);
      this.all = run ? withRun(others, run) : others;
      this.#hold();
    }
    // What is being read now may be older than what was told.
    if (run === null || this.#reading) void this.reload();
  }

  async #readUntilFresh(): Promise<void> {
    while (this.#stale) {
      this.#stale = false;
      try {
        const { runs, unreadable, removed } = await client.runs.list();
        this.all = runs;
        this.#hold();
        this.unreadable = unreadable;
        this.removed = removed;
        this.error = null;
      } catch (error) {
        this.all ??= [];
        this.error = toErrorInfo(error);
      }
    }
  }
}

/** Newest first, as main orders them. */
function withRun(runs: readonly RunSummary[], run: RunSummary): RunSummary[] {
  const isOlder = (other: RunSummary) =>
    other.createdAt < run.createdAt || (other.createdAt === run.createdAt && other.id < run.id);
  const place = runs.findIndex(isOlder);
  return place < 0 ? [...runs, run] : runs.toSpliced(place, 0, run);
}

export const runsState = new RunsState();
