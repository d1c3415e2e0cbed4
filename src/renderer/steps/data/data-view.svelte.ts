import { libraryState } from '../../state/library-state.svelte';

/** What the Data step can show: all sets, the one that is worked with, a new one from files or from the webcam. */
export type DataPage = 'list' | 'set' | 'import' | 'webcam';

/** Which page of the Data step is shown; it is as it was when people come back to it. */
class DataView {
  #opened = $state<DataPage | null>(null);

  /** With a single set there is nothing to choose from: its page comes first. */
  page: DataPage = $derived(this.#opened ?? (this.#hasSeveral() ? 'list' : 'set'));

  open(page: DataPage): void {
    this.#opened = page;
  }

  /** From the page of a new set to where there is something to choose. */
  back(): void {
    this.#opened = null;
  }

  #hasSeveral(): boolean {
    const { current } = libraryState;
    return current !== null && current.sets.length + current.unreadable.length > 1;
  }
}

export const dataView = new DataView();
