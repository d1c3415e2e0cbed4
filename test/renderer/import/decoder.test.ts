import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WorkerPort } from '../../../src/renderer/classify/worker-child';
import { Decoder } from '../../../src/renderer/import/decoder';
import type {
  DecodeReplyMessage,
  DecodeTaskMessage,
  Target,
} from '../../../src/renderer/import/decode-messages';

const target: Target = { shape: { height: 1, width: 1, channels: 1 }, preparation: 'whole' };
const patience = 100;
/** A file whose one byte says what it does to the worker. */
const [kills, hangs] = [66, 77];

/** Workers that "decode" a file to its own byte. */
class FakeWorkers {
  spawned = 0;
  ended = 0;

  spawn = (): WorkerPort => {
    this.spawned++;
    const port: WorkerPort = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      terminate: () => void this.ended++,
      postMessage: (task: DecodeTaskMessage) => {
        const bytes = [...task.bytes];
        if (bytes.includes(kills)) return (port.onerror as (() => void) | null)?.();
        if (bytes.includes(hangs)) return;
        const answer = { pixels: Uint8Array.from(bytes), refused: [], turned: 0 };
        const data: DecodeReplyMessage = { id: task.id, type: 'done', answer };
        (port.onmessage as ((event: object) => void) | null)?.({ data });
      },
    };
    return port;
  };
}

let workers: FakeWorkers;
let decoder: Decoder;

beforeEach(() => {
  vi.useFakeTimers();
  workers = new FakeWorkers();
  decoder = new Decoder(workers.spawn, patience);
});
afterEach(() => vi.useRealTimers());

const fit = (...files: number[]) =>
  decoder.fit({ lengths: files.map(() => 1), bytes: Uint8Array.from(files) }, target);

describe('a decoder', () => {
  test('keeps its worker while all goes well', async () => {
    expect((await fit(1, 2, 3)).pixels).toEqual(Uint8Array.of(1, 2, 3));
    expect((await fit(4)).pixels).toEqual(Uint8Array.of(4));
    expect(workers.spawned).toBe(1);
  });

  test('refuses the one picture that kills a worker, and keeps the others of its lot', async () => {
    const { pixels, refused } = await fit(1, kills, 3);
    expect(pixels).toEqual(Uint8Array.of(1, 3));
    expect(refused).toMatchObject([{ position: 1, error: { kind: 'internal' } }]);
  });

  test('refuses the one picture that hangs', async () => {
    const fitting = fit(hangs, 2);
    await vi.advanceTimersByTimeAsync(2 * patience);
    expect(await fitting).toMatchObject({
      pixels: Uint8Array.of(2),
      refused: [{ position: 0, error: { kind: 'timeout' } }],
    });
    expect(workers.ended).toBe(2);
  });

  test('that is ended rejects what is open, and starts again when it is asked', async () => {
    const open = expect(fit(hangs, 1)).rejects.toMatchObject({ kind: 'cancelled' });
    decoder.end();
    await open;
    expect((await fit(5)).pixels).toEqual(Uint8Array.of(5));
  });
});
