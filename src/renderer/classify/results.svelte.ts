import { verdictOf, type Verdict } from '#core/inference/verdict';
import type { ErrorInfo } from '#core/domain/errors';
import type { Outcome } from './classify-queue';

export interface NamedResult {
  kind: 'named';
  id: number;
  lot: number;
  name: string;
  /** Of the model that gave the answer. */
  modelKey: string;
  pixels: Uint8Array;
  probabilities: Float32Array;
  verdict: Verdict;
  thumbnail: Blob | null;
}

export interface RefusedResult {
  kind: 'refused';
  id: number;
  lot: number;
  name: string;
  error: ErrorInfo;
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

  add(lot: number, name: string, outcome: Outcome): Result {
    const place = { id: this.#nextId++, lot, name };
    const result: Result = outcome.ok
      ? { kind: 'named', ...place, ...outcome.answer, verdict: verdictOf(outcome.answer.probabilities) }
      : { kind: 'refused', ...place, error: outcome.error };
    const before = this.#all.findIndex((other) => other.lot < lot);
    this.#all.splice(before === -1 ? this.#all.length : before, 0, result);
    this.#tally(result, 1);
    this.#version++;
    return result;
  }

  /** Puts another model's answer in place of the one that stands. */
  reconsider(old: NamedResult, modelKey: string, probabilities: Float32Array): void {
    const index = this.#all.indexOf(old);
    if (index === -1) return;
    const renewed = { ...old, modelKey, probabilities, verdict: verdictOf(probabilities) };
    this.#all[index] = renewed;
    this.#tally(old, -1);
    this.#tally(renewed, 1);
    this.#version++;
  }

  /** The first whose answer is not that model's; null for none. */
  outdated(modelKey: string | null): NamedResult | null {
    const isOutdated = (result: Result): result is NamedResult =>
      result.kind === 'named' && result.modelKey !== modelKey;
    return modelKey === null ? null : (this.#all.find(isOutdated) ?? null);
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
