import { untrack } from 'svelte';
import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import { runsState, type RunDetail } from '../../state/runs-state.svelte';

/** One of the runs beside one another. */
export interface ComparedRun extends RunDetail {
  /** "A", "B", …: short enough for sentences and tables. */
  letter: string;
  /** Name of its colour in the theme. */
  colour: string;
}

export const letterOf = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);

/** The runs with these ids, read once each; null until all are there. One that can't be read says why instead. */
export class ComparedRuns {
  runs = $state.raw<ComparedRun[] | null>(null);
  errors = $state.raw<ErrorInfo[]>([]);

  #question = 0;

  constructor(ids: () => readonly string[]) {
    $effect(() => {
      const wanted = ids();
      untrack(() => void this.#load(wanted));
    });
  }

  async #load(ids: readonly string[]): Promise<void> {
    const question = ++this.#question;
    const answers = await Promise.all(
      ids.map((id) => runsState.detail(id).catch((error: unknown) => toErrorInfo(error))),
    );
    if (question !== this.#question) return;
    this.errors = answers.filter((answer): answer is ErrorInfo => 'kind' in answer);
    this.runs = answers
      .filter((answer): answer is RunDetail => 'summary' in answer)
      .map((detail, index) => ({ ...detail, letter: letterOf(index), colour: `run-${index + 1}` }));
  }
}
