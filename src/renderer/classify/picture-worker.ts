import { WardrobeError, fromErrorInfo } from '#core/domain/errors';
import { inTurn } from '#core/in-turn';
import { Supervisor, type Child, type ChildEvents } from '#shared/supervisor';
import { workerChild, type WorkerPort } from './worker-child';
import type { Answer, Model, ReplyMessage, Source, Task, TaskMessage } from './worker-messages';

/** How long a picture may take, and a fresh worker with its model, in ms. */
export const workerLimits = { picture: 5_000, start: 30_000 };

/**
 * The worker, watched: one task at a time in the order asked, each with a time limit. A worker that hangs or dies is
 * ended and its task refused; the next task gets a fresh one, with the model loaded again.
 */
export class PictureWorker {
  readonly #limits: typeof workerLimits;
  readonly #supervisor: Supervisor<TaskMessage, ReplyMessage>;
  readonly #inTurn = inTurn();
  #loaded: Model | null = null;
  #nextId = 1;

  constructor(spawn: () => WorkerPort, limits = workerLimits) {
    this.#limits = limits;
    this.#supervisor = new Supervisor((events) => this.#start(spawn(), events));
  }

  /** Rejects with a WardrobeError: what is wrong with the picture, 'timeout', or 'internal' when the worker died. */
  classify(model: Model, source: Source): Promise<Answer> {
    return this.#inTurn(() => this.#classifyNow(model, source));
  }

  async #classifyNow(model: Model, source: Source): Promise<Answer> {
    if (this.#loaded !== model) {
      await this.#ask({ type: 'load', model }, this.#limits.start);
      this.#loaded = model;
    }
    const answer = await this.#ask({ type: 'classify', source }, this.#limits.picture);
    if (answer) return answer;
    throw new WardrobeError('internal', 'The picture got no answer.', 'Try it again.');
  }

  #ask(task: Task, ms: number): Promise<Answer | null> {
    const id = this.#nextId++;
    return this.#supervisor.ask<Answer | null>({
      message: { ...task, id },
      deadline: { ms, reason: tookTooLong(ms) },
      hear: (reply, { resolve, reject }) => {
        if (reply.id !== id) return;
        if (reply.ok) resolve(reply.answer);
        else reject(fromErrorInfo(reply.error));
      },
    });
  }

  #start(port: WorkerPort, events: ChildEvents<ReplyMessage>): Child<TaskMessage> {
    const child = workerChild(port, events, stoppedReading, transferredBy);
    return {
      ...child,
      kill: () => {
        this.#loaded = null;
        child.kill();
      },
    };
  }
}

/** A frame is moved, not copied; files are only referred to, and prepared pixels stay with their result. */
function transferredBy(task: Task): Transferable[] {
  return task.type === 'classify' && task.source.kind === 'frame' ? [task.source.bitmap] : [];
}

function tookTooLong(limit: number): WardrobeError {
  return new WardrobeError(
    'timeout',
    `It took more than ${limit / 1000} seconds and was given up.`,
    'Save the picture smaller: 1,000 pixels a side are plenty.',
  );
}

function stoppedReading(): WardrobeError {
  return new WardrobeError(
    'internal',
    'Reading this picture ended unexpectedly.',
    'Save it again as PNG or JPEG and try that.',
  );
}
