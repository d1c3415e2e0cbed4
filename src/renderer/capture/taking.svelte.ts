/** Ten pictures a second. */
const pause = 100;

/** Takes pictures one after another, ten a second or as many as the machine can, from `begin` to `end`; at least one. */
export class Taking {
  /** Of which class, or null. */
  classId = $state<number | null>(null);
  readonly #takeOne: (classId: number) => Promise<boolean>;
  #round = 0;

  /** `takeOne` resolves to false when there is no room for more. */
  constructor(takeOne: (classId: number) => Promise<boolean>) {
    this.#takeOne = takeOne;
  }

  begin(classId: number): void {
    this.classId = classId;
    void this.#go(classId, ++this.#round);
  }

  end(): void {
    this.#round++;
    this.classId = null;
  }

  async #go(classId: number, round: number): Promise<void> {
    for (let due = performance.now(); ;) {
      const more = await this.#takeOne(classId);
      if (round !== this.#round) return;
      if (!more) return this.end();
      due = Math.max(due + pause, performance.now());
      await new Promise((done) => setTimeout(done, due - performance.now()));
      if (round !== this.#round) return;
    }
  }
}
