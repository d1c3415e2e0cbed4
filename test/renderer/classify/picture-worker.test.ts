import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PictureWorker } from '../../../src/renderer/classify/picture-worker';
import type { WorkerPort } from '../../../src/renderer/classify/worker-child';
import type {
  Model,
  ReplyMessage,
  Source,
  TaskMessage,
} from '../../../src/renderer/classify/worker-messages';
import { answerOf } from './fakes';

const model = { key: 'model-1' } as Model;
const file = (): Source => ({ kind: 'file', file: new Blob(['x']) });
const limits = { picture: 100, start: 1000 };

/** Workers that do with each picture what `behave` says; loading works at once. */
class FakeWorkers {
  spawned = 0;
  loads = 0;
  ended = 0;
  seen: TaskMessage[] = [];
  behave: (reply: (message: Partial<ReplyMessage>) => void, port: WorkerPort) => void = (reply) =>
    reply({ ok: true, answer: answerOf(3) });

  spawn = (): WorkerPort => {
    this.spawned++;
    const port: WorkerPort = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      terminate: () => void this.ended++,
      postMessage: (message: TaskMessage) => {
        this.seen.push(message);
        const reply = (answer: Partial<ReplyMessage>) =>
          (port.onmessage as ((event: object) => void) | null)?.({ data: { id: message.id, ...answer } });
        if (message.type === 'classify') return this.behave(reply, port);
        this.loads++;
        reply({ ok: true, answer: null });
      },
    };
    return port;
  };
}

let workers: FakeWorkers;
let worker: PictureWorker;

beforeEach(() => {
  vi.useFakeTimers();
  workers = new FakeWorkers();
  worker = new PictureWorker(workers.spawn, limits);
});
afterEach(() => vi.useRealTimers());

describe('PictureWorker', () => {
  it('loads a model once, and again only when it is another', async () => {
    await worker.classify(model, file());
    await worker.classify(model, file());
    expect([workers.spawned, workers.loads]).toEqual([1, 1]);
    await worker.classify({ ...model }, file());
    expect([workers.spawned, workers.loads]).toEqual([1, 2]);
  });

  it('works on one picture at a time, in the order asked', async () => {
    const waiting: (() => void)[] = [];
    workers.behave = (reply) => waiting.push(() => reply({ ok: true, answer: answerOf(1) }));
    const answers = [worker.classify(model, file()), worker.classify(model, file())];
    await vi.advanceTimersByTimeAsync(0);
    expect(waiting).toHaveLength(1);
    waiting[0]!();
    await answers[0];
    await vi.advanceTimersByTimeAsync(0);
    expect(waiting).toHaveLength(2);
    waiting[1]!();
    await answers[1];
  });

  it('gives up a picture that takes too long, ends its worker, and does the next with a fresh one', async () => {
    workers.behave = () => undefined;
    const refused = expect(worker.classify(model, file())).rejects.toMatchObject({ kind: 'timeout' });
    const next = worker.classify(model, file());
    await vi.advanceTimersByTimeAsync(limits.picture - 1);
    expect(workers.ended).toBe(0);
    workers.behave = (reply) => reply({ ok: true, answer: answerOf(4) });
    await vi.advanceTimersByTimeAsync(1);
    await refused;
    expect((await next).probabilities[4]).toBeCloseTo(0.91);
    expect([workers.spawned, workers.ended, workers.loads]).toEqual([2, 1, 2]);
  });

  it('survives a worker that dies', async () => {
    workers.behave = (_, port) => (port.onerror as () => void)();
    await expect(worker.classify(model, file())).rejects.toMatchObject({ kind: 'internal' });
    workers.behave = (reply) => reply({ ok: true, answer: answerOf(4) });
    expect((await worker.classify(model, file())).probabilities[4]).toBeCloseTo(0.91);
    expect([workers.spawned, workers.ended]).toEqual([2, 1]);
  });

  it('passes on why a picture was refused, and keeps its worker', async () => {
    const error = { kind: 'not-a-picture', message: 'Not a picture.', hint: 'Choose another.' } as const;
    workers.behave = (reply) => reply({ ok: false, error });
    await expect(worker.classify(model, file())).rejects.toMatchObject(error);
    workers.behave = (reply) => reply({ ok: true, answer: answerOf(4) });
    await worker.classify(model, file());
    expect([workers.spawned, workers.loads]).toEqual([1, 1]);
  });

  it('does not take a late reply for that of the next picture', async () => {
    workers.behave = (reply) => {
      reply({ id: 9999, ok: true, answer: answerOf(9) });
      reply({ ok: true, answer: answerOf(2) });
    };
    expect((await worker.classify(model, file())).probabilities[2]).toBeCloseTo(0.91);
  });
});
