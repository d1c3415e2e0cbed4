import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { DatasetPart } from '#shared/contracts/dataset';
import { client } from '../../client';
import { planState } from '../../state/plan-state.svelte';
import { dataSetState } from '../../state/data-set-state.svelte';

export interface LabelledPicture {
  /** Position in the training or test file. */
  index: number;
  label: number;
  pixels: Uint8Array;
}

/** One page of the data set's pictures; the last answer asked for is the one that is shown. */
export class PicturePage {
  readonly size = 100;
  part = $state<DatasetPart>('train');
  classIndex = $state<number | null>(null);
  offset = $state(0);
  total = $state(0);
  pictures = $state.raw<LabelledPicture[]>([]);
  loading = $state(true);
  error = $state.raw<ErrorInfo | null>(null);

  #question = 0;

  constructor(classIndex: number | null) {
    this.classIndex = classIndex;
    $effect(() => {
      // Another version of the set holds other pictures.
      void dataSetState.current.version;
      void this.#load(this.part, this.classIndex, planState.validationFraction, this.offset);
    });
  }

  showPart(part: DatasetPart): void {
    this.part = part;
    this.offset = 0;
  }

  showClass(classIndex: number | null): void {
    this.classIndex = classIndex;
    this.offset = 0;
  }

  goTo(offset: number): void {
    this.offset = offset;
  }

  async #load(part: DatasetPart, classIndex: number | null, validationFraction: number, offset: number) {
    const question = ++this.#question;
    this.loading = true;
    try {
      const limit = this.size;
      const answer = await client.dataset.pictures({ part, classIndex, validationFraction, offset, limit });
      if (question !== this.#question) return;
      this.error = null;
      this.total = answer.total;
      const { pictureBytes } = dataSetState;
      this.pictures = answer.indices.map((index, i) => ({
        index,
        label: answer.labels[i] ?? 0,
        pixels: answer.pixels.subarray(i * pictureBytes, (i + 1) * pictureBytes),
      }));
      // A part that shrank may have left the page behind its end.
      if (offset >= answer.total && answer.total > 0) {
        this.offset = Math.floor((answer.total - 1) / this.size) * this.size;
      }
    } catch (error) {
      if (question === this.#question) this.error = toErrorInfo(error);
    }
    if (question === this.#question) this.loading = false;
  }
}
