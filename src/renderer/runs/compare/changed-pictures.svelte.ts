import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import { client } from '../../client';

export type Change = 'fixed' | 'broken';

export interface ChangedPicture {
  /** Position in the test file. */
  index: number;
  label: number;
  pixels: Uint8Array;
  /** Probabilities of each run. */
  first: readonly number[];
  second: readonly number[];
}

/** A page of the test pictures that one of two runs gets right and the other wrong; the last one asked for is shown. */
export class ChangedPictures {
  readonly size = 12;
  change = $state<Change>('fixed');
  offset = $state(0);
  total = $state(0);
  pictures = $state.raw<ChangedPicture[]>([]);
  loading = $state(true);
  error = $state.raw<ErrorInfo | null>(null);

  #question = 0;

  readonly #bytes: () => number;

  /** `bytes`: of a picture of the runs' set. */
  constructor(pair: () => { first: string; second: string }, bytes: () => number) {
    this.#bytes = bytes;
    $effect(() => {
      void pair();
      this.offset = 0;
    });
    $effect(() => void this.#load(pair(), this.change, this.offset));
  }

  show(change: Change): void {
    this.change = change;
    this.offset = 0;
  }

  async #load(pair: { first: string; second: string }, change: Change, offset: number): Promise<void> {
    const question = ++this.#question;
    this.loading = true;
    try {
      const page = await client.runs.changed({ ...pair, change, offset, limit: this.size });
      if (question !== this.#question) return;
      this.error = null;
      this.total = page.total;
      const pictureBytes = this.#bytes();
      this.pictures = page.indices.map((index, i) => ({
        index,
        label: page.labels[i] ?? 0,
        pixels: page.pixels.subarray(i * pictureBytes, (i + 1) * pictureBytes),
        first: page.first[i] ?? [],
        second: page.second[i] ?? [],
      }));
    } catch (error) {
      if (question === this.#question) this.error = toErrorInfo(error);
    }
    if (question === this.#question) this.loading = false;
  }
}
