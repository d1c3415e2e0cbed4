import { WardrobeError, fromErrorInfo } from '#core/domain/errors';
import type { EngineDescription, EngineChoice } from '#core/domain/engine';
import type { TrainingPhase } from '#core/domain/training-progress';
import { Supervisor, type Child, type ChildEvents, type Deadline } from '#shared/supervisor';
import { fromTrainer, type FromTrainer, type ToTrainer } from '#shared/trainer-messages';
import type { Log } from '../log-file';
import { exitWords } from './exit-words';
import type { ForkTrainer } from './trainer-child';

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

interface Run {
  id: string;
  phase: TrainingPhase;
  stopping: boolean;
}

/** The one trainer that describes engines and trains runs, kept warm in between. What it says about a run that is over is dropped. */
export class TrainerProcess {
  readonly #fork: ForkTrainer;
  readonly #log: Log;
  readonly #deadlines: Deadlines;
  readonly #supervisor: Supervisor<ToTrainer, FromTrainer>;
  #env: Env = {};
  /** Of the last request, if that was one to train; it is in progress as long as the supervisor is busy. */
  #run: Run | undefined;

  constructor(options: { fork: ForkTrainer; log: Log; deadlines?: Deadlines }) {
    this.#fork = options.fork;
    this.#log = options.log;
    this.#deadlines = options.deadlines ?? usualDeadlines;
    this.#supervisor = new Supervisor((events) => this.#start(events));
  }

  /** What would train. Throws 'trainer-exited' when the trainer does not survive the question, 'busy' during a run. */
  describe(choice: EngineChoice, env: Env): Promise<EngineDescription> {
    this.#prepare(env);
    return this.#supervisor.ask<EngineDescription>({
      message: { type: 'describe', choice },
      deadline: deadline(this.#deadlines.describe, 'The trainer did not say what it trains on.'),
      hear: (message, { resolve }) => {
        if (message.type === 'described') resolve(message.engine);
      },
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
    this.#prepare(env);
    const run: Run = { id: start.runId, phase: 'starting', stopping: false };
    this.#run = run;
    return this.#supervisor.ask<FinishedMessage>({
      message: start,
      repeats: () => !run.stopping,
      hear: (message, { resolve, reject }) => {
        if (!('runId' in message) || message.runId !== run.id) return;
        if (message.type === 'finished') return resolve(message);
        if (message.type === 'failed') return reject(fromErrorInfo(message.error));
        this.#notePhase(run, message.phase);
        onProgress(message);
      },
    });
  }

  pause(runId: string): void {
    if (this.#inProgress(runId)) this.#supervisor.tell({ type: 'pause', runId });
  }

  resume(runId: string): void {
    if (this.#inProgress(runId)) this.#supervisor.tell({ type: 'resume', runId });
  }

  /** Asks the run to end; a trainer that does not answer in time is ended. */
  stop(runId: string, keep: boolean): void {
    const run = this.#inProgress(runId);
    if (!run) return;
    this.#supervisor.tell({ type: 'stop', runId, keep });
    if (run.stopping) return;
    run.stopping = true;
    this.#supervisor.setDeadline(this.#stopDeadline(run.phase));
  }

  /** Ends the trainer now; open requests reject. */
  close(): void {
    this.#supervisor.end(new WardrobeError('cancelled', 'Wardrobe is closing.'));
  }

  #inProgress(runId: string): Run | undefined {
    return this.#supervisor.isBusy && this.#run?.id === runId ? this.#run : undefined;
  }

  /** Has the next request go to a trainer with this environment: TensorFlow reads its thread counts only when it loads. */
  #prepare(env: Env): void {
    if (this.#supervisor.isBusy)
      throw new WardrobeError('busy', 'The trainer is at work.', 'Wait until it is done, or stop it.');
    this.#run = undefined;
    if (textOf(env) !== textOf(this.#env)) this.#supervisor.end();
    this.#env = env;
  }

  #start(events: ChildEvents<FromTrainer>): Child<ToTrainer> {
    let killed = false;
    const child = this.#fork(this.#env, {
      message: (raw) => this.#read(raw, events),
      exit: (code) => {
        this.#log(`trainer: ended${killed ? ' by Wardrobe' : `, ${exitWords(code)}`}`);
        events.exit(trainerExited(code));
      },
    });
    return {
      post: (message) => child.post(message),
      kill: () => {
        killed = true;
        child.kill();
      },
    };
  }

  #read(raw: unknown, events: ChildEvents<FromTrainer>): void {
    const parsed = fromTrainer.safeParse(raw);
    if (parsed.success) return events.message(parsed.data);
    this.#log(`trainer: a message that can't be read: ${parsed.error.message}`);
    // A figure less does no harm; a last word that is lost would leave the run open for ever.
    if ((raw as { type?: unknown } | null)?.type !== 'progress') events.fail(unreadable());
  }

  #notePhase(run: Run, phase: TrainingPhase): void {
    if (phase === run.phase) return;
    run.phase = phase;
    if (run.stopping) this.#supervisor.setDeadline(this.#stopDeadline(phase));
  }

  #stopDeadline(phase: TrainingPhase): Deadline {
    const { prepare, evaluate, stop } = this.#deadlines;
    if (phase === 'preparing') return deadline(prepare, 'The card was not prepared in time.');
    if (phase === 'evaluating') return deadline(evaluate, 'The trainer did not finish evaluating.');
    return deadline(unbreakable.has(phase) ? evaluate : stop, 'The trainer did not stop when asked.');
  }
}

const textOf = (env: Env): string => JSON.stringify(Object.entries(env).sort());

const deadline = (ms: number, message: string): Deadline => ({
  ms,
  reason: new WardrobeError('timeout', message, 'It was ended. What was stored before is safe.'),
});

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
