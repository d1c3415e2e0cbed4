import { fromErrorInfo, WardrobeError } from '#core/domain/errors';
import { Supervisor } from '#shared/supervisor';
import { workerChild, type WorkerPort } from '../classify/worker-child';
import type {
  DecodeAnswer,
  DecodeReplyMessage,
  DecodeTask,
  DecodeTaskMessage,
  EncodedPictures,
  FittedPictures,
  ShownPicture,
  Target,
} from './decode-messages';

/** How long a worker may go without a sign, ms: several large photos may lie between two. */
export const decoderPatience = 15_000;

/**
 * One worker, watched: one task at a time. When it hangs or dies in the midst of several pictures it is started again and asked for
 * each of them alone, so that only the picture that ended it is refused.
 */
export class Decoder {
  readonly #supervisor: Supervisor<DecodeTaskMessage, DecodeReplyMessage>;
  readonly #patience: number;
  #nextId = 1;

  constructor(spawn: () => WorkerPort, patience = decoderPatience) {
    this.#patience = patience;
    this.#supervisor = new Supervisor((events) => workerChild(spawn(), events, died));
  }

  /** What can't be used is told in the answer. */
  async fit(pictures: EncodedPictures, target: Target): Promise<FittedPictures> {
    try {
      return await this.#ask<FittedPictures>({ type: 'fit', target, ...pictures });
    } catch (error) {
      if (!(error instanceof WardrobeError) || error.kind === 'cancelled') throw error;
      if (pictures.lengths.length > 1) return this.#fitEach(pictures, target);
      const { kind, message, hint } = error;
      return {
        pixels: new Uint8Array(),
        refused: [{ position: 0, error: { kind, message, hint } }],
        turned: 0,
      };
    }
  }

  /** Rejects with a WardrobeError: what is wrong with the picture. */
  show(bytes: Uint8Array, target: Target): Promise<ShownPicture> {
    return this.#ask({ type: 'show', bytes, target });
  }

  /** Ends the worker; an open task rejects with 'cancelled'. */
  end(): void {
    this.#supervisor.end();
  }

  async #fitEach({ lengths, bytes }: EncodedPictures, target: Target): Promise<FittedPictures> {
    const refused: FittedPictures['refused'] = [];
    const parts: Uint8Array[] = [];
    let [turned, at] = [0, 0];
    for (const [position, length] of lengths.entries()) {
      const one = await this.fit({ lengths: [length], bytes: bytes.slice(at, at + length) }, target);
      at += length;
      turned += one.turned;
      parts.push(one.pixels);
      refused.push(...one.refused.map(({ error }) => ({ position, error })));
    }
    return { pixels: new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer()), refused, turned };
  }

  #ask<Answer extends DecodeAnswer>(task: DecodeTask): Promise<Answer> {
    const id = this.#nextId++;
    const deadline = { ms: this.#patience, reason: hung(this.#patience) };
    return this.#supervisor.ask<Answer>({
      message: { ...task, id },
      deadline,
      hear: (reply, { resolve, reject }) => {
        if (reply.id !== id) return;
        if (reply.type === 'working') this.#supervisor.setDeadline(deadline);
        else if (reply.type === 'done') resolve(reply.answer as Answer);
        else reject(fromErrorInfo(reply.error));
      },
    });
  }
}

const hung = (ms: number): WardrobeError =>
  new WardrobeError(
    'timeout',
    `Reading it took more than ${ms / 1000} seconds and was given up.`,
    'Save the picture smaller: 1,000 pixels a side are plenty.',
  );

const died = (): WardrobeError =>
  new WardrobeError(
    'internal',
    'Reading it ended unexpectedly.',
    'Save it again as PNG or JPEG and try that.',
  );
