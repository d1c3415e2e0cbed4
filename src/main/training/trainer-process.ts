import { WardrobeError, fromErrorInfo } from '#core/domain/errors';
import type { EngineDescription, EngineChoice } from '#core/domain/engine';
import type { TrainingPhase } from '#core/domain/training-progress';
import { fromTrainer, type FromTrainer, type ToTrainer } from '#shared/trainer-messages';
import type { Log } from '../log-file';
import { exitWords } from './exit-words';
import type { ForkTrainer, TrainerChild } from './trainer-child';

/** Begins a run, a new one or one that goes on. */
export type BeginMessage = Extract<ToTrainer, { type: 'start' | 'resumeRun' }>;
export type ProgressMessage = Extract<FromTrainer, { type: 'progress' }>;
export type FinishedMessage = Extract<FromTrainer, { type: 'finished' }>;

type Env = Record<string, string>;

/** How long the trainer may be silent, ms, before it is ended. */
export interface Deadlines {
  describe: number;
  /** After a stop, in each phase it goes through, but for those that can't be broken off. */
  stop: number;
  /** After a stop, in each phase that can't be broken off: while it starts, compiles or evaluates. */
  evaluate: number;
  /** The same while the driver compiles its kernels for a new card. */
  prepare: number;
}

const usualDeadlines: Deadlines = { describe: 90_000, stop: 30_000, evaluate: 120_000, prepare: 600_000 };

const unbreakable: ReadonlySet<TrainingPhase> = new Set(['starting', 'compiling']);

interface Pending {
  settled(message: FromTrainer): boolean;
  reject(error: WardrobeError): void;
}

interface Run extends Pending {
  id: string;
  phase: TrainingPhase;
  stopping: boolean;
  /** Starts it again; null once that could repeat work, or has been tried. */
  again: (() => void) | null;
}

/**
 * Watches over the one trainer: starts it, keeps it warm between runs, and ends it when it stops answering. Every
 * request settles once, whatever becomes of the process; what a trainer says about a run that is over is dropped.
 */
export class TrainerProcess {
  readonly #fork: ForkTrainer;
  readonly #log: Log;
  readonly #deadlines: Deadlines;
  #child: TrainerChild | undefined;
  #env = '';
  #describing: Pending | undefined;
  #run: Run | undefined;
  #deadline: NodeJS.Timeout | undefined;
  /** Why we ended it ourselves. */
  #ended: WardrobeError | undefined;
  readonly #killed = new WeakSet<TrainerChild>();

  constructor(options: { fork: ForkTrainer; log: Log; deadlines?: Deadlines }) {
    this.#fork = options.fork;
    this.#log = options.log;
    this.#deadlines = options.deadlines ?? usualDeadlines;
  }

  /** What would train. Throws 'trainer-exited' when the trainer does not survive the question, 'busy' during a run. */
  describe(choice: EngineChoice, env: Env): Promise<EngineDescription> {
    this.#refuseWhileBusy();
    const child = this.#childWith(env);
    this.#endAfter(this.#deadlines.describe, 'The trainer did not say what it trains on.');
    return new Promise((resolve, reject) => {
      this.#describing = {
        settled: (message) => {
          if (message.type !== 'described') return false;
          resolve(message.engine);
          return true;
        },
        reject,
      };
      child.post({ type: 'describe', choice });
    });
  }

  /**
   * Trains one run to its last word. Rejects with what the trainer gave as the reason, 'trainer-exited' when it ended
   * without one, 'timeout' when it did not answer a stop and was ended, 'busy' when another request is open.
   */
  run(
    start: BeginMessage,
    env: Env,
    onProgress: (message: ProgressMessage) => void,
  ): Promise<FinishedMessage> {
    this.#refuseWhileBusy();
    const before = this.#child;
    const child = this.#childWith(env);
    return new Promise((resolve, reject) => {
      this.#run = {
        id: start.runId,
        phase: 'starting',
        stopping: false,
        // A warm trainer may have died a moment ago, without our knowing yet.
        again: child === before ? () => this.#childWith(env).post(start) : null,
        settled: (message) => {
          if (message.type === 'finished') resolve(message);
          else if (message.type === 'failed') reject(fromErrorInfo(message.error));
          else if (message.type === 'progress') onProgress(message);
          return message.type === 'finished' || message.type === 'failed';
        },
        reject,
      };
      child.post(start);
    });
  }

  pause(runId: string): void {
    this.#tell({ type: 'pause', runId });
  }

  resume(runId: string): void {
    this.#tell({ type: 'resume', runId });
  }

  /** Asks the run to end; a trainer that does not answer in time is ended. */
  stop(runId: string, keep: boolean): void {
    const run = this.#run;
    if (run?.id !== runId) return;
    this.#tell({ type: 'stop', runId, keep });
    if (run.stopping) return;
    run.stopping = true;
    this.#watchStop(run);
  }

  /** Ends the trainer now; open requests reject. */
  close(): void {
    this.#end(new WardrobeError('cancelled', 'Wardrobe is closing.'));
  }

  #tell(message: Exclude<ToTrainer, { type: 'describe' | 'probe' }>): void {
    if (this.#run?.id === message.runId) this.#child?.post(message);
  }

  #refuseWhileBusy(): void {
    if (!this.#describing && !this.#run) return;
    throw new WardrobeError('busy', 'The trainer is at work.', 'Wait until it is done, or stop it.');
  }

  /** The warm trainer if its environment fits, else a new one: TensorFlow reads its thread counts only when it loads. */
  #childWith(env: Env): TrainerChild {
    const wanted = JSON.stringify(Object.entries(env).sort());
    if (this.#child && this.#env === wanted) return this.#child;
    this.#kill();
    const child = this.#fork(env);
    this.#child = child;
    this.#env = wanted;
    this.#ended = undefined;
    child.onMessage((message) => {
      if (child === this.#child) this.#hear(message);
    });
    child.onExit((code) => {
      this.#log(`trainer: ended${this.#killed.has(child) ? ' by Wardrobe' : `, ${exitWords(code)}`}`);
      if (child === this.#child) this.#lost(code);
    });
    return child;
  }

  #hear(raw: unknown): void {
    const parsed = fromTrainer.safeParse(raw);
    if (!parsed.success) {
      this.#log(`trainer: a message that can't be read: ${parsed.error.message}`);
      // A figure less does no harm; a last word that is lost would leave the run open for ever.
      if ((raw as { type?: unknown } | null)?.type !== 'progress') this.#end(unreadable());
      return;
    }
    const message = parsed.data;
    if (message.type === 'described') {
      if (this.#describing?.settled(message)) this.#settle();
    } else if (this.#run && 'runId' in message && message.runId === this.#run.id) {
      this.#run.again = null;
      if (message.type === 'progress' && message.phase !== this.#run.phase) {
        this.#run.phase = message.phase;
        if (this.#run.stopping) this.#watchStop(this.#run);
      }
      if (this.#run.settled(message)) this.#settle();
    }
  }

  #watchStop({ phase }: Run): void {
    if (phase === 'preparing') this.#endAfter(this.#deadlines.prepare, 'The card was not prepared in time.');
    else if (phase === 'evaluating')
      this.#endAfter(this.#deadlines.evaluate, 'The trainer did not finish evaluating.');
    else
      this.#endAfter(
        unbreakable.has(phase) ? this.#deadlines.evaluate : this.#deadlines.stop,
        'The trainer did not stop when asked.',
      );
  }

  #endAfter(ms: number, message: string): void {
    clearTimeout(this.#deadline);
    const error = new WardrobeError('timeout', message, 'It was ended. What was stored before is safe.');
    this.#deadline = setTimeout(() => this.#end(error), ms);
  }

  /** Ends the process; the open request rejects with `reason` once it is gone, so that it no longer writes to its run. */
  #end(reason: WardrobeError): void {
    this.#ended = reason;
    this.#kill();
  }

  #kill(): void {
    if (!this.#child) return;
    this.#killed.add(this.#child);
    this.#child.kill();
  }

  #lost(code: number): void {
    const open = this.#describing ?? this.#run;
    const error = this.#ended ?? trainerExited(code);
    const again = this.#ended || this.#run?.stopping ? null : this.#run?.again;
    this.#child = undefined;
    if (this.#run && again) {
      this.#run.again = null;
      again();
      return;
    }
    this.#settle();
    open?.reject(error);
  }

  #settle(): void {
    clearTimeout(this.#deadline);
    this.#describing = undefined;
    this.#run = undefined;
  }
}

const unreadable = (): WardrobeError =>
  new WardrobeError(
    'internal',
    'The trainer answered in a way that Wardrobe does not understand.',
    'What was stored before is safe. wardrobe.log in the data folder says more.',
  );

const trainerExited = (code: number): WardrobeError =>
  new WardrobeError(
    'trainer-exited',
    `The trainer ended unexpectedly (${exitWords(code)}).`,
    'What was stored before is safe. If memory ran out, a smaller batch or model helps.',
  );
