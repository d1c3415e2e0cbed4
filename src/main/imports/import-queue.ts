/** How often a picture may be handed out without coming back before it is given up. */
const chances = 3;

/**
 * Which pictures of an import are still to be decoded. They are handed out in lots; what a page that is gone has not brought back is
 * handed out again one by one, and given up when it is lost too often.
 */
export class ImportQueue {
  readonly #count: number;
  #next = 0;
  /** To be handed out again, each entry as a lot. */
  #again: (readonly number[])[] = [];
  readonly #lots = new Map<number, readonly number[]>();
  #lastLot = 0;
  readonly #losses = new Map<number, number>();

  /** Pictures are numbered from 0. */
  constructor(count: number) {
    this.#count = count;
  }

  /** Everything was handed out and has come back. */
  get isDone(): boolean {
    return this.#next === this.#count && this.#again.length === 0 && this.#lots.size === 0;
  }

  /** At most `limit` pictures, which now count as handed out, or null when none is left. */
  begin(limit: number): { lot: number; indices: readonly number[] } | null {
    const indices = this.#again.shift() ?? this.#following(limit);
    if (indices.length === 0) return null;
    this.#lots.set(++this.#lastLot, indices);
    return { lot: this.#lastLot, indices };
  }

  /** Makes a lot smaller: `kept` stay in it, `rest` will be a lot of their own, and the others need not be handed out any more. */
  narrow(lot: number, kept: readonly number[], rest: readonly number[]): void {
    if (!this.#lots.has(lot)) return;
    if (kept.length > 0) this.#lots.set(lot, kept);
    else this.#lots.delete(lot);
    if (rest.length > 0) this.#again.push(rest);
  }

  /** The pictures of a lot that has come back; null for one that is not awaited any more. */
  end(lot: number): readonly number[] | null {
    const indices = this.#lots.get(lot) ?? null;
    this.#lots.delete(lot);
    return indices;
  }

  /** The page is gone: what it had will be handed out again. Returns the pictures that are given up instead. */
  loseAll(): number[] {
    const givenUp: number[] = [];
    for (const index of [...this.#lots.values()].flat()) {
      const losses = (this.#losses.get(index) ?? 0) + 1;
      this.#losses.set(index, losses);
      if (losses >= chances) givenUp.push(index);
      else this.#again.push([index]);
    }
    this.#lots.clear();
    return givenUp;
  }

  #following(limit: number): number[] {
    const length = Math.min(limit, this.#count - this.#next);
    const indices = Array.from({ length }, (_, i) => this.#next + i);
    this.#next += length;
    return indices;
  }
}
