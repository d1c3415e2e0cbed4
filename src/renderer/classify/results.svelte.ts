import { verdictOf, type Verdict } from '#core/inference/verdict';
import type { ErrorInfo } from '#core/domain/errors';
import type { Judged, Outcome } from './classify-queue';

interface Place {
  id: number;
  lot: number;
  name: string;
}

/** `modelKey` is that of the model which gave the answer. */
export interface NamedResult extends Place, Judged {
  kind: 'named';
  verdict: Verdict;
}

export interface RefusedResult extends Place {
  kind: 'refused';
  error: ErrorInfo;
  /** The model that it was refused for. */
  modelKey: string | null;
  /** Where a model of another data set may be able to use it. */
  source: Blob | null;
}

export type Result = NamedResult | RefusedResult;

/** The answers so far: the newest lot first, each lot in its own order. One of them is shown large. */
export class Results {
  // Kept out of the rune: proxies over ten thousand results would cost more than the results.
  #all: Result[] = [];
  #nextId = 1;
  /** Increases with every change, so that effects which read it run again. */
  #version = $state(0);
  #shownId = $state<number | null>(null);
  unsure = $state(0);
  refused = $state(0);

  get count(): number {
    void this.#version;
    return this.#all.length;
  }

  page(offset: number, limit: number): Result[] {
    void this.#version;
    return this.#all.slice(offset, offset + limit);
  }

  /** The one that was chosen, else the first of the newest lot. */
  get shown(): Result | null {
    void this.#version;
    return this.#all.find(({ id }) => id === this.#shownId) ?? this.#all[0] ?? null;
  }

  show(id: number): void {
    this.#shownId = id;
  }

  /** The next lot's first result will be shown. */
  showNewest(): void {
    this.#shownId = null;
  }

  /** `modelKey`: of the model in use, which a refusal does not tell. */
  add(lot: number, name: string, outcome: Outcome, modelKey: string | null): Result {
    const result = resultOf({ id: this.#nextId++, lot, name }, outcome, modelKey);
    const before = this.#all.findIndex((other) => other.lot < lot);
    this.#all.splice(before === -1 ? this.#all.length : before, 0, result);
    this.#tally(result, 1);
    this.#version++;
    return result;
  }

  /** Puts another model's answer in place of the one that stands. */
  reconsider(old: Result, modelKey: string, outcome: Outcome): void {
    const index = this.#all.indexOf(old);
    if (index === -1) return;
    const { id, lot, name } = old;
    const renewed = resultOf({ id, lot, name }, outcome, modelKey);
    this.#all[index] = renewed;
    this.#tally(old, -1);
    this.#tally(renewed, 1);
    this.#version++;
  }

  /** The first whose answer is not that model's, and that it can be asked about; null for none. */
  outdated(modelKey: string | null): Result | null {
    return modelKey === null ? null : (this.#all.find((result) => isOutdated(result, modelKey)) ?? null);
  }

  clear(): void {
    this.#all = [];
    this.#shownId = null;
    this.unsure = 0;
    this.refused = 0;
    this.#version++;
  }

  #tally(result: Result, sign: 1 | -1): void {
    if (result.kind === 'refused') this.refused += sign;
    else if (result.verdict.unsure) this.unsure += sign;
  }
}

/** Whether that model can be asked, and has not been. */
export function isOutdated(result: Result, modelKey: string): boolean {
  return result.modelKey !== modelKey && (result.kind === 'named' || result.source !== null);
}

function resultOf(place: Place, outcome: Outcome, modelKey: string | null): Result {
  if (outcome.ok)
    return { kind: 'named', ...place, ...outcome.answer, verdict: verdictOf(outcome.answer.probabilities) };
  const { error, source } = outcome;
  // What can't be decoded, no model can use.
  return { kind: 'refused', ...place, error, modelKey, source: error.kind === 'bad-input' ? source : null };
}
