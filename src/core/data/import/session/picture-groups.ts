/** Pictures that belong together, by position; joining two joins all that belong to either. */
export class PictureGroups {
  readonly #parent: Int32Array;

  constructor(count: number) {
    this.#parent = Int32Array.from({ length: count }, (_, i) => i);
  }

  /** The first picture of the group that one is in. */
  first(index: number): number {
    let root = index;
    while (this.#parent[root] !== root) root = this.#parent[root]!;
    let at = index;
    while (this.#parent[at] !== root) {
      const next = this.#parent[at]!;
      this.#parent[at] = root;
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [first, second] = [this.first(a), this.first(b)];
    this.#parent[Math.max(first, second)] = Math.min(first, second);
  }

  /** A number for each picture that is in a group with others, the same for all of them; −1 for one alone. */
  numbers(): { numbers: Int32Array; groups: number } {
    const sizes = new Int32Array(this.#parent.length);
    for (let i = 0; i < sizes.length; i++) {
      const first = this.first(i);
      sizes[first] = sizes[first]! + 1;
    }
    const numbers = Int32Array.from(sizes, (_, i) => {
      const first = this.first(i);
      return sizes[first]! > 1 ? first : -1;
    });
    return { numbers, groups: sizes.reduce((sum, size) => sum + (size > 1 ? 1 : 0), 0) };
  }
}
