import { toErrorInfo } from '#core/domain/errors';
import { openDataSet } from '#core/data/open-data-set';
import { chooseEngine } from '#core/tensorflow/choose-engine';
import { probePlan } from '#core/training/probe-plan';
import { resumeRun } from '#core/training/resume-run';
import type { RunResult } from '#core/training/run-to-end';
import { trainRun, type RunOptions } from '#core/training/train-run';
import { TrainingControl } from '#core/training/training-control';
import { toTrainer, type FromTrainer, type ToTrainer } from '#shared/trainer-messages';
import { ProgressTeller } from './progress-teller';

type Begin = Extract<ToTrainer, { type: 'start' | 'resumeRun' }>;
type Probe = Extract<ToTrainer, { type: 'probe' }>;

/** Where the trainer's messages are sent. */
export interface TrainerPort {
  post(message: FromTrainer): void;
}

/** What the trainer asks of core; a test may put a fault in its place. */
export interface TrainerWork {
  chooseEngine: typeof chooseEngine;
  trainRun: typeof trainRun;
  resumeRun: typeof resumeRun;
}

/** Main's messages turned into calls of core, and what core tells into messages. One run at a time. */
export class TrainerSession {
  readonly #port: TrainerPort;
  readonly #work: TrainerWork;
  #run: { id: string; control: TrainingControl } | null = null;

  constructor(port: TrainerPort, work: TrainerWork = { chooseEngine, trainRun, resumeRun }) {
    this.#port = port;
    this.#work = work;
  }

  /**
   * Takes one message from main. Never rejects because of a run: its errors are sent as 'failed'. Rejects when the message
   * can't be read or no engine can be described; the owner of the process then ends it.
   */
  async hear(raw: unknown): Promise<void> {
    const message = toTrainer.parse(raw);
    switch (message.type) {
      case 'describe': {
        const { description } = await this.#work.chooseEngine(message.choice);
        this.#port.post({ type: 'described', engine: description });
        return;
      }
      case 'probe':
        await this.#probe(message);
        return;
      case 'start':
        await this.#train(message, (common) => {
          const { name, data, plan, choice } = message;
          return this.#work.trainRun({ ...common, name, data, plan, choice });
        });
        return;
      case 'resumeRun':
        await this.#train(message, (common) => this.#work.resumeRun({ ...common, epochs: message.epochs }));
        return;
      case 'pause':
      case 'resume':
      case 'stop':
        this.#steer(message);
    }
  }

  async #probe({ plan, choice, home, data }: Probe): Promise<void> {
    try {
      const dataset = await openDataSet(home, data.id, data.version);
      const pace = await probePlan({ plan, choice, dataset, choose: this.#work.chooseEngine });
      this.#port.post({ type: 'probed', pace });
    } catch (error) {
      this.#port.post({ type: 'probe-failed', error: toErrorInfo(error) });
    }
  }

  async #train(
    { runId, home, runsFolder }: Begin,
    work: (options: RunOptions) => Promise<RunResult>,
  ): Promise<void> {
    if (this.#run) {
      const error = {
        kind: 'busy',
        message: 'Another run is being trained.',
        hint: 'Stop it first.',
      } as const;
      this.#port.post({ type: 'failed', runId, error });
      return;
    }
    const control = new TrainingControl();
    this.#run = { id: runId, control };
    const teller = new ProgressTeller((progress) =>
      this.#port.post({ type: 'progress', runId, ...progress }),
    );
    try {
      const { outcome, engine, evaluation, seconds, stoppedEarly } = await work({
        runId,
        home,
        runsFolder,
        control,
        observers: [teller],
        choose: this.#work.chooseEngine,
      });
      teller.tell();
      const testAccuracy = evaluation?.accuracy ?? null;
      this.#port.post({
        type: 'finished',
        runId,
        outcome,
        engine,
        testAccuracy,
        seconds,
        stoppedEarly,
      });
      this.#run = null;
    } catch (error) {
      teller.tell();
      this.#port.post({ type: 'failed', runId, error: toErrorInfo(error) });
      this.#run = null;
    }
  }

  /** What is meant for another run comes too late, or too early, and is dropped. */
  #steer(message: Extract<ToTrainer, { type: 'pause' | 'resume' | 'stop' }>): void {
    if (this.#run?.id !== message.runId) return;
    const { control } = this.#run;
    if (message.type === 'pause') control.pause();
    else if (message.type === 'resume') control.resume();
    else control.stop(message.keep);
  }
}
