import { pictureCount } from '#core/domain/data-set';
import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import { client, type Client } from '../../client';
import { dataSetState } from '../../state/data-set-state.svelte';
import { planState } from '../../state/plan-state.svelte';

export type SplitCounts = Awaited<ReturnType<Client['dataset']['split']>>;

/** How the pictures are divided for the plan's validation part; follows the slider as it is dragged. */
export class DataSplit {
  /** Pictures per class and part; null until main has counted. */
  counts = $state.raw<SplitCounts | null>(null);
  error = $state.raw<ErrorInfo | null>(null);
  totals = $derived(
    this.counts && {
      train: pictureCount(this.counts.train),
      validation: pictureCount(this.counts.validation),
      test: pictureCount(this.counts.test),
    },
  );

  #asking = false;

  constructor() {
    $effect(() => {
      void planState.validationFraction;
      void dataSetState.current.version;
      if (planState.loaded) void this.#count();
    });
  }

  /** One question at a time; while it is out, only the last wish is remembered. */
  async #count(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    let asked = '';
    const wish = () => `${planState.validationFraction} ${dataSetState.current.version}`;
    while (asked !== wish()) {
      asked = wish();
      try {
        this.counts = await client.dataset.split({ validationFraction: planState.validationFraction });
        this.error = null;
      } catch (error) {
        this.error = toErrorInfo(error);
      }
    }
    this.#asking = false;
  }
}
