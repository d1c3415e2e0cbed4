import { untrack } from 'svelte';
import type { DataSet } from '#core/domain/data-set';
import { coach } from '#core/coach/coach';
import type { CoachFacts } from '#core/coach/coach-facts';
import { markWords, type Finding } from '#core/coach/finding';
import { dataFactsState } from './data-facts-state.svelte';
import { dataSetState } from '../state/data-set-state.svelte';

export type CoachedRun = Omit<CoachFacts, 'data' | 'dataSet' | 'said'> & {
  id: string;
  /** What it was trained on; the set that is worked with where it is left out. */
  trainedOn?: DataSet;
};

/** Looks in an epoch of a run that goes on. */
const looksPerEpoch = 4;

/** The coach's findings on a run, updated four times an epoch while it trains, and when it has ended. */
export class RunCoach {
  readonly #run: () => CoachedRun | null;
  #said: { id: string; findings: Finding[] } = { id: '', findings: [] };

  /** How far the run is, in steps so long that nothing flickers. */
  #beat = $derived.by(() => {
    const run = this.#run();
    if (!run) return '';
    const position = run.curves.at(-1)?.position ?? 0;
    const at = run.running ? Math.floor(position * looksPerEpoch + 1e-6) : 'end';
    return [run.id, at, run.diverged, run.evaluation?.accuracy, run.running || run.curves.length].join();
  });
  findings: Finding[] = $derived.by(() => {
    void this.#beat;
    const run = untrack(this.#run);
    if (!run) return [];
    const { current } = dataSetState;
    const { trainedOn: dataSet = current } = run;
    // What is known of the data is known of the set that is worked with.
    if (dataSet.id !== current.id || dataSet.version !== current.version) return [];
    const data = dataFactsState.of(run.plan.validationFraction, !run.running);
    if (!data) return this.#said.id === run.id ? this.#said.findings : [];
    const before = this.#said.id === run.id ? this.#said.findings : [];
    const findings = coach({
      ...run,
      data,
      dataSet,
      said: before.map(({ kind }) => kind),
    });
    this.#said = { id: run.id, findings };
    return findings;
  });
  /** For the curves. */
  marks = $derived(this.findings.map((finding) => ({ epoch: finding.epoch, title: markWords(finding) })));

  constructor(run: () => CoachedRun | null) {
    this.#run = run;
  }
}
