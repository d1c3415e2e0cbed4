/** Rows that are searched by the names in them and shown a page at a time: as quick with a thousand classes as with ten. */
export class SearchedRows<T> {
  readonly size: number;
  text = $state('');
  #offset = $state(0);

  /** In their order. */
  readonly found: readonly T[] = $derived.by(() => {
    const words = this.text.trim().toLowerCase();
    const rows = this.#rows();
    return words === ''
      ? rows
      : rows.filter((row) => this.#names(row).some((name) => name.toLowerCase().includes(words)));
  });
  /** Of the first row that is shown. */
  offset = $derived(this.#offset < this.found.length ? this.#offset : 0);
  shown: readonly T[] = $derived.by(() => this.found.slice(this.offset, this.offset + this.size));

  readonly #rows: () => readonly T[];
  readonly #names: (row: T) => readonly string[];

  constructor(rows: () => readonly T[], names: (row: T) => readonly string[], size: number) {
    this.#rows = rows;
    this.#names = names;
    this.size = size;
  }

  search(text: string): void {
    this.text = text;
    this.#offset = 0;
  }

  goTo(offset: number): void {
    this.#offset = offset;
  }
}
