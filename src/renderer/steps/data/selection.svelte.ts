import { SvelteSet } from 'svelte/reactivity';

/** Which of a page's pictures are selected, by their place on the page. A range goes from the place that was chosen last. */
export class Selection {
  readonly #places = new SvelteSet<number>();
  #anchor = 0;

  get count(): number {
    return this.#places.size;
  }

  has(place: number): boolean {
    return this.#places.has(place);
  }

  /** In ascending order. */
  places(): number[] {
    return [...this.#places].sort((a, b) => a - b);
  }

  toggle(place: number): void {
    if (!this.#places.delete(place)) this.#places.add(place);
    this.#anchor = place;
  }

  /** Adds all from the place that was chosen last to this one. */
  extendTo(place: number): void {
    const [first, last] = [Math.min(this.#anchor, place), Math.max(this.#anchor, place)];
    for (let at = first; at <= last; at++) this.#places.add(at);
  }

  selectAll(count: number): void {
    for (let at = 0; at < count; at++) this.#places.add(at);
  }

  clear(): void {
    this.#places.clear();
    this.#anchor = 0;
  }
}
