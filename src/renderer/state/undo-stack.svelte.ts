const mostKept = 200;

/** The states a form went through. Changes with the same name that follow one another, as of one field's keys, are one. */
export class UndoStack<T> {
  past = $state.raw<readonly T[]>([]);
  future = $state.raw<readonly T[]>([]);
  #last: string | null = null;

  /** `before` is what a change with this name leaves behind; a null name never joins the one before it. */
  add(before: T, name: string | null): void {
    if (name === null || name !== this.#last) this.past = [...this.past.slice(1 - mostKept), before];
    this.future = [];
    this.#last = name;
  }

  clear(): void {
    this.past = [];
    this.future = [];
    this.#last = null;
  }

  /** What to go back to from `now`; undefined at the beginning. */
  undo(now: T): T | undefined {
    const before = this.past.at(-1);
    if (before === undefined) return undefined;
    this.past = this.past.slice(0, -1);
    this.future = [...this.future, now];
    this.#last = null;
    return before;
  }

  /** What was undone from `now`; undefined when nothing was. */
  redo(now: T): T | undefined {
    const after = this.future.at(-1);
    if (after === undefined) return undefined;
    this.future = this.future.slice(0, -1);
    this.past = [...this.past, now];
    this.#last = null;
    return after;
  }
}
