import { cutToColumns } from './columns';
import type { TerminalIo } from './terminal';

/** Rewritten so often at most, ms; where nothing can be rewritten, a plain line so seldom. */
const everyOnTerminal = 100;
const everyElsewhere = 10_000;

/** Takes away what stands in the line of a terminal. */
export const clearLine = '\r\x1b[K';

/** One line on stderr that tells how far a long job is. */
export class ProgressLine {
  readonly #io: Pick<TerminalIo, 'err' | 'rewrites' | 'columns'>;
  #shown = false;
  #shownAt = -Infinity;

  constructor(io: Pick<TerminalIo, 'err' | 'rewrites' | 'columns'>) {
    this.#io = io;
  }

  show(text: string): void {
    const { err, rewrites, columns } = this.#io;
    const now = performance.now();
    if (now - this.#shownAt < (rewrites ? everyOnTerminal : everyElsewhere)) return;
    this.#shownAt = now;
    if (rewrites) err(`${clearLine}${cutToColumns(text, columns() - 1)}`);
    else err(`${text}\n`);
    this.#shown = rewrites;
  }

  /** Takes the line away, so that another can be written; gives whether there was one. */
  clear(): boolean {
    const shown = this.#shown;
    if (shown) this.#io.err(clearLine);
    this.#shown = false;
    if (this.#io.rewrites) this.#shownAt = -Infinity;
    return shown;
  }
}
