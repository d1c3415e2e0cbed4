import { WardrobeError, fromErrorInfo } from '#core/domain/errors';
import { inTurn } from '#core/in-turn';
import type { Answer, Model, ReplyMessage, Source, Task, TaskMessage } from './worker-messages';

/** As much of a Worker as is used here. */
export type WorkerPort = Pick<
  Worker,
  'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'
>;

/** How long a picture may take, and a fresh worker with its model, in ms. */
export const workerLimits = { picture: 5_000, start: 30_000 };

/**
 * The worker, watched: one task at a time in the order asked, each with a time limit. A worker that hangs or dies is
 * ended and its task refused; the next task gets a fresh one, with the model loaded again.
 */
export class PictureWorker {
  readonly #spawn: () => WorkerPort;
  readonly #limits: typeof workerLimits;
  #port: WorkerPort | null = null;
  #loaded: Model | null = null;
  readonly #inTurn = inTurn();
  #nextId = 1;

  constructor(spawn: () => WorkerPort, limits = workerLimits) {
    this.#spawn = spawn;
    this.#limits = limits;
  }

  /** Rejects with a WardrobeError: what is wrong with the picture, 'timeout', or 'internal' when the worker died. */
  classify(model: Model, source: Source): Promise<Answer> {
    return this.#inTurn(() => this.#classifyNow(model, source));
  }

  /** Ends the worker and with it its memory; the next task starts a fresh one. */
  close(): void {
    this.#port?.terminate();
    this.#port = null;
    this.#loaded = null;
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

  #ask(task: Task, limit: number): Promise<Answer | null> {
    const port = (this.#port ??= this.#spawn());
    const message: TaskMessage = { ...task, id: this.#nextId++ };
    return new Promise((resolve, reject) => {
      const fail = (error: WardrobeError) => {
        clearTimeout(timer);
        this.close();
        reject(error);
      };
      const timer = setTimeout(() => fail(tookTooLong(limit)), limit);
      port.onerror = () => fail(stoppedReading());
      port.onmessageerror = () => fail(stoppedReading());
      port.onmessage = ({ data }: MessageEvent<ReplyMessage>) => {
        if (data.id !== message.id) return;
        clearTimeout(timer);
        if (data.ok) resolve(data.answer);
        else reject(fromErrorInfo(data.error));
      };
      port.postMessage(message, transferredBy(task));
    });
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
