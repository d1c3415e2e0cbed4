import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { dataSetChange, LibraryEntry, LibrarySnapshot } from '#shared/contracts/library';
import type { z } from 'zod';
import { client } from '../client';
import { dataSetState } from './data-set-state.svelte';
import { follow } from './follow';
import { planState } from './plan-state.svelte';
import { runsState } from './runs-state.svelte';
import { trainingState } from './training-state.svelte';

export type DataSetChange = z.infer<typeof dataSetChange>;

/** A set that was changed, and the version before. */
export interface ChangedSet {
  id: string;
  version: string;
  /** What was done, in a sentence. */
  words: string;
}

/** The data sets on this computer. `dataSetState` holds the one that is worked with. */
class LibraryState {
  /** Null until main has answered. */
  current = $state.raw<LibrarySnapshot | null>(null);
  /** What went wrong with a command. */
  error = $state.raw<ErrorInfo | null>(null);
  /** The set that was removed last, while its way back is offered. */
  removed = $state.raw<{ id: string; name: string } | null>(null);

  /** The change that was made last, while its way back is offered. */
  changed = $state.raw<ChangedSet | null>(null);

  sets: readonly LibraryEntry[] = $derived(this.current?.sets ?? []);
  /** The entry of the set that is worked with; undefined until main has answered. */
  entry = $derived(this.sets.find(({ dataSet }) => dataSet.id === dataSetState.current.id));

  start(): () => void {
    return follow({
      subscribe: client.library.onChanged,
      read: () => client.library.list(),
      onSnapshot: (snapshot) => {
        this.#take(snapshot);
        void planState.start();
      },
      onEvent: (snapshot) => this.#take(snapshot),
      onError: (error) => {
        this.error = toErrorInfo(error);
        void planState.start();
      },
    });
  }

  /** Looks at the disk again: a terminal may have made or removed a set. */
  async look(): Promise<void> {
    await this.#tell(async () => this.#take(await client.library.list()));
  }

  /** Works with another set; the plan is fitted to it. Gives whether that was possible. */
  choose(id: string): Promise<boolean> {
    return this.#tell(() => client.library.choose({ id }));
  }

  /** Makes a new version of a set, and offers the way back: `words` say what was done. Gives whether that was possible. */
  change(id: string, change: DataSetChange, words: string): Promise<boolean> {
    const version = this.sets.find(({ dataSet }) => dataSet.id === id)?.dataSet.version;
    return this.#tell(async () => {
      await client.library.change({ id, change });
      this.removed = null;
      this.changed = version === undefined ? null : { id, version, words };
    });
  }

  /** Goes back to the version before a change. */
  undo({ id, version }: ChangedSet): Promise<boolean> {
    this.changed = null;
    return this.#tell(() => client.library.change({ id, change: { kind: 'go-back', version } }));
  }

  remove(set: { id: string; name: string }): Promise<boolean> {
    return this.#tell(async () => {
      await client.library.remove({ id: set.id });
      this.changed = null;
      this.removed = set;
    });
  }

  putBack(id: string): Promise<boolean> {
    this.removed = null;
    return this.#tell(() => client.library.putBack({ id }));
  }

  showFolder(id: string): Promise<boolean> {
    return this.#tell(() => client.library.showFolder({ id }));
  }

  #take(snapshot: LibrarySnapshot): void {
    this.current = snapshot;
    const dataSet = snapshot.sets.find((entry) => entry.dataSet.id === snapshot.current)?.dataSet;
    const { id, version } = dataSetState.current;
    if (!dataSet || (dataSet.id === id && dataSet.version === version)) return;
    dataSetState.current = dataSet;
    planState.fitTo(dataSet);
    if (dataSet.id === id) return;
    runsState.deselect();
    trainingState.prepare();
  }

  async #tell(command: () => Promise<void>): Promise<boolean> {
    this.error = null;
    try {
      await command();
      return true;
    } catch (error) {
      this.error = toErrorInfo(error);
      return false;
    }
  }
}

export const libraryState = new LibraryState();
