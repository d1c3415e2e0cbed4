import { toErrorInfo, type ErrorInfo } from '#core/domain/errors';
import type { Found } from './found-file';
import type { DataSet } from '#core/domain/data-set';
import type { Answer } from './worker-messages';

/** An answer, with what it is an answer to. */
export interface Judged extends Omit<Answer, 'copy'> {
  /** What the model was trained on. */
  dataSet: DataSet;
  /** The picture, to be prepared anew for a model of another data set; null where it is not kept. */
  source: Blob | null;
}

export type Outcome =
  | { ok: true; answer: Judged }
  | { ok: false; error: ErrorInfo; /** What was refused. */ source: Blob | null };

export interface QueueProgress {
  done: number;
  /** So far: it grows while folders are looked through. */
  total: number;
  /** Still looking through folders. */
  finding: boolean;
}

export interface QueueEvents {
  result(lot: number, name: string, outcome: Outcome): void;
  /** Some of what was dropped is not taken. */
  leftOut(error: ErrorInfo): void;
  /** Null when all is done. */
  progress(progress: QueueProgress | null): void;
}

const nothingFound: ErrorInfo = {
  kind: 'not-found',
  message: 'There is no file in there.',
  hint: 'Choose pictures, or a folder that holds some.',
};

interface Waiting {
  lot: number;
  found: Exclude<Found, { kind: 'left-out' }>;
}

/** Lots of files, classified one after another while the rest of them is still being found. */
export class ClassifyQueue {
  readonly #classify: (file: File) => Promise<Judged>;
  readonly #events: QueueEvents;
  #waiting: Waiting[] = [];
  #done = 0;
  #total = 0;
  #finding = 0;
  #working = false;
  /** Changes with every cancel: what was begun before it is dropped. */
  #round = 0;

  constructor(classify: (file: File) => Promise<Judged>, events: QueueEvents) {
    this.#classify = classify;
    this.#events = events;
  }

  /** Takes in all that is found; `lot` comes back with each result. Resolves when the source has ended. */
  async add(lot: number, source: AsyncIterable<Found>): Promise<void> {
    const round = this.#round;
    let any = false;
    this.#finding++;
    this.#tell();
    for await (const found of source) {
      if (round !== this.#round) return;
      any = true;
      if (found.kind === 'left-out') {
        this.#events.leftOut(found.error);
        continue;
      }
      this.#waiting.push({ lot, found });
      this.#total++;
      if (!this.#working) void this.#work();
    }
    if (round !== this.#round) return;
    if (!any) this.#events.leftOut(nothingFound);
    this.#finding--;
    this.#tell();
  }

  /** Drops what waits. The picture in work is finished, and its answer dropped. */
  cancel(): void {
    this.#round++;
    this.#waiting = [];
    this.#finding = 0;
    this.#working = false;
    this.#tell();
  }

  async #work(): Promise<void> {
    const round = this.#round;
    this.#working = true;
    this.#tell();
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const outcome = await this.#outcomeOf(next.found);
      if (round !== this.#round) return;
      this.#done++;
      this.#events.result(next.lot, next.found.name, outcome);
      this.#tell();
    }
    this.#working = false;
    this.#tell();
  }

  async #outcomeOf(found: Waiting['found']): Promise<Outcome> {
    if (found.kind === 'lost') return { ok: false, error: found.error, source: null };
    try {
      return { ok: true, answer: await this.#classify(found.file) };
    } catch (error) {
      return { ok: false, error: toErrorInfo(error), source: found.file };
    }
  }

  #tell(): void {
    if (!this.#working && this.#finding === 0) {
      this.#done = 0;
      this.#total = 0;
      return this.#events.progress(null);
    }
    this.#events.progress({ done: this.#done, total: this.#total, finding: this.#finding > 0 });
  }
}
