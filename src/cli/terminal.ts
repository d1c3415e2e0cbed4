import { toErrorInfo } from '#core/domain/errors';
import type { Interrupt } from '#core/on-interrupt';
import { clearLine, ProgressLine } from './progress-line';

/** What a command needs of the world, so that tests can stand in for a terminal. */
export interface TerminalIo {
  env: Record<string, string | undefined>;
  /** Writes to stdout: answers. */
  out(text: string): void;
  /** Writes to stderr: progress and what went wrong. */
  err(text: string): void;
  /** Whether stderr is a terminal on which a line can be rewritten. */
  rewrites: boolean;
  /** Whether stdout is a terminal. */
  answersOnTerminal: boolean;
  /** Characters a line of stderr. */
  columns(): number;
  /** As `onInterrupt` of core. */
  onInterrupt(listener: (signal: Interrupt) => void): () => void;
  /** Ends the process at once. */
  quit(code: number): void;
}

/** A command's mouth: with --json, stdout holds one JSON object a line and nothing else. */
export class Terminal {
  readonly io: TerminalIo;
  readonly json: boolean;
  readonly #progress: ProgressLine;

  constructor(io: TerminalIo, json: boolean) {
    this.io = io;
    this.json = json;
    this.#progress = new ProgressLine(io);
  }

  /** An answer: `value` as JSON, or `text` for people; null says nothing to them. */
  answer(value: object, text: string | null): void {
    // What clears stderr's line may take a way round, through a starter's pipe, and come later than the answer.
    if (this.#progress.clear() && this.io.answersOnTerminal) this.io.out(clearLine);
    if (this.json) this.io.out(`${JSON.stringify(value)}\n`);
    else if (text !== null) this.io.out(`${text}\n`);
  }

  /** A line on stderr that stays. */
  note(text: string): void {
    this.#progress.clear();
    this.io.err(`${text}\n`);
  }

  /** A line on stderr that the next one takes the place of; not on a terminal, one now and then. */
  progress(text: string): void {
    this.#progress.show(text);
  }

  clearProgress(): void {
    this.#progress.clear();
  }

  /** What went wrong and what to do, for people on stderr and with --json on stdout, too. */
  error(error: unknown): void {
    const info = toErrorInfo(error);
    this.#progress.clear();
    if (this.json) this.io.out(`${JSON.stringify({ event: 'error', error: info })}\n`);
    this.io.err(`${[info.message, info.hint].filter(Boolean).join('\n')}\n`);
  }
}
