import { SvelteSet } from 'svelte/reactivity';
import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { RunSummary } from '#shared/contracts/runs';
import { client } from '../client';
import { runsState } from '../state/runs-state.svelte';
import { filterRuns, nextSorting, sortRuns, type ColumnId, type Sorting } from './run-columns';

/** So many fit beside one another, and have a colour each. */
export const mostCompared = 4;

type Label = Omit<Parameters<typeof client.runs.label>[0], 'id'>;
type Outcomes = Awaited<ReturnType<typeof client.runs.remove>>;

/** What the page of runs shows and does; it is as it was when people come back to it. */
class RunsView {
  filter = $state('');
  sorting = $state.raw<Sorting>({ column: 'when', descending: true });
  starredFirst = $state(false);
  readonly #ticked = new SvelteSet<string>();
  /** Laid beside one another; null while the table is shown. */
  comparing = $state.raw<readonly string[] | null>(null);
  /** Removed last, for as long as the offer to undo that is shown. */
  undoable = $state.raw<readonly string[]>([]);
  error = $state.raw<ErrorInfo | null>(null);

  /** In the order of the table. */
  rows = $derived(sortRuns(filterRuns(runsState.all ?? [], this.filter), this.sorting, this.starredFirst));
  /** Ticked runs that are there, oldest first: what was trained later is compared with what was before. */
  chosen: RunSummary[] = $derived((runsState.all ?? []).filter(({ id }) => this.#ticked.has(id)).reverse());

  /** How many of the chosen the filter keeps out of the table. */
  chosenUnseen = $derived(this.chosen.length - filterRuns(this.chosen, this.filter).length);

  /** Runs of several data sets are there: the table says of each what it was trained on. */
  severalSets = $derived(new Set((runsState.all ?? []).map(({ dataSet }) => dataSet.id)).size > 1);

  isTicked(id: string): boolean {
    return this.#ticked.has(id);
  }

  tick(id: string, on: boolean): void {
    if (on) this.#ticked.add(id);
    else this.#ticked.delete(id);
  }

  untickAll(): void {
    this.#ticked.clear();
  }

  sortBy(column: ColumnId): void {
    this.sorting = nextSorting(this.sorting, column);
  }

  compare(): void {
    this.comparing = this.chosen.slice(0, mostCompared).map(({ id }) => id);
  }

  backToTable(): void {
    this.comparing = null;
  }

  /** Gives whether it was taken. */
  async label(id: string, label: Label): Promise<boolean> {
    try {
      this.error = null;
      await client.runs.label({ id, ...label });
      return true;
    } catch (error) {
      this.error = toErrorInfo(error);
      return false;
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    const done = await this.#carryOut(() => client.runs.remove({ ids: [...ids] }));
    this.undoable = done;
    for (const id of done) this.#ticked.delete(id);
  }

  async putBack(ids: readonly string[]): Promise<void> {
    this.undoable = [];
    await this.#carryOut(() => client.runs.putBack({ ids: [...ids] }));
    await runsState.reload();
  }

  async #carryOut(command: () => Promise<Outcomes>): Promise<string[]> {
    try {
      this.error = null;
      const { done, failed } = await command();
      this.error = failed[0]?.error ?? null;
      return done;
    } catch (error) {
      this.error = toErrorInfo(error);
      return [];
    }
  }
}

export const runsView = new RunsView();
