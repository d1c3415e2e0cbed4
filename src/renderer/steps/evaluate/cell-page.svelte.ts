import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import { client } from '../../client';
import type { Cell } from './confusion';

export interface JudgedPicture {
  /** Position in the test file. */
  index: number;
  pixels: Uint8Array;
  probabilities: readonly number[];
}

/** A page of the test pictures of one cell; the last answer asked for is the one that is shown. */
export class CellPage {
  readonly size = 10;
  offset = $state(0);
  total = $state(0);
  pictures = $state.raw<JudgedPicture[]>([]);
  loading = $state(true);
  error = $state.raw<ErrorInfo | null>(null);

  #question = 0;
  readonly #bytes: () => number;

  /** `bytes`: of a picture of the run's set. */
  constructor(run: () => string, cell: () => Cell, bytes: () => number) {
    this.#bytes = bytes;
    $effect(() => {
      void [run(), cell()];
      this.offset = 0;
    });
    $effect(() => void this.#load(run(), cell(), this.offset));
  }

  goTo(offset: number): void {
    this.offset = offset;
  }

  async #load(id: string, { trueClass, predictedClass }: Cell, offset: number): Promise<void> {
    const question = ++this.#question;
    this.loading = true;
    try {
      const answer = await client.runs.cell({ id, trueClass, predictedClass, offset, limit: this.size });
      if (question !== this.#question) return;
      this.error = null;
      this.total = answer.total;
      const pictureBytes = this.#bytes();
      this.pictures = answer.indices.map((index, i) => ({
        index,
        pixels: answer.pixels.subarray(i * pictureBytes, (i + 1) * pictureBytes),
        probabilities: answer.probabilities[i] ?? [],
      }));
    } catch (error) {
      if (question === this.#question) this.error = toErrorInfo(error);
    }
    if (question === this.#question) this.loading = false;
  }
}
