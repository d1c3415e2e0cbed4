import { SvelteMap } from 'svelte/reactivity';
import { pictureCount, type DataFacts } from '#core/domain/data-set';
import { client } from '../client';
import { dataSetState } from '../state/data-set-state.svelte';

/** What the coach knows of the current set, by the part that is held back; asked for when it is first wanted. */
class DataFactsState {
  readonly #known = new SvelteMap<string, DataFacts>();
  readonly #asked = new Set<string>();

  /** Null until main has answered. `whole` counts copies, too, which takes main a second or two. */
  of(validationFraction: number, whole: boolean): DataFacts | null {
    const { id, version } = dataSetState.current;
    const key = `${id} ${version} ${validationFraction} ${whole ? 'whole' : 'counts'}`;
    const known = this.#known.get(key);
    if (!known && !this.#asked.has(key)) void this.#ask(key, validationFraction, whole);
    return known ?? null;
  }

  async #ask(key: string, validationFraction: number, whole: boolean): Promise<void> {
    this.#asked.add(key);
    try {
      const find = whole ? client.dataset.facts : countsOnly;
      this.#known.set(key, await find({ validationFraction }));
    } catch {
      // Without the data set there is nothing to say; the Data step tells why.
      this.#asked.delete(key);
    }
  }
}

async function countsOnly(query: { validationFraction: number }): Promise<DataFacts> {
  const { train, validation } = await client.dataset.split(query);
  return {
    trainPerClass: train,
    validationPictures: pictureCount(validation),
    copies: null,
  };
}

export const dataFactsState = new DataFactsState();
