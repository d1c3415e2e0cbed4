import { untrack } from 'svelte';
import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import { modelKey } from '../../state/model-key';
import { runsState, type RunDetail } from '../../state/runs-state.svelte';

/** Evaluation and curves of the selected run; the last one asked for is the one that is shown. */
export class SelectedRun {
  detail = $state.raw<RunDetail | null>(null);
  error = $state.raw<ErrorInfo | null>(null);

  #question = 0;

  constructor() {
    $effect(() => {
      // A new name or star is no reason to read again; what was learnt since is.
      if (runsState.selectedModelKey !== null) untrack(() => void this.load(runsState.selectedRunId!));
    });
  }

  async load(id: string): Promise<void> {
    const question = ++this.#question;
    if (this.detail && modelKey(this.detail.summary) !== runsState.selectedModelKey) this.detail = null;
    this.error = null;
    try {
      const detail = await runsState.detail(id);
      if (question === this.#question) this.detail = detail;
    } catch (error) {
      if (question === this.#question) this.error = toErrorInfo(error);
    }
  }
}
