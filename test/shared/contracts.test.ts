import { beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { WardrobeError } from '#core/domain/errors';
import { bridgeArgument, readBridgeArgument } from '#shared/bridge-argument';
import { contracts } from '#shared/contracts/all';
import { bytes, nothing } from '#shared/contracts/schemas';
import { channelOf, defineContract } from '#shared/define-contract';
import { createBridge } from '../../src/preload/create-bridge';
import { FakeIpc } from '../fakes/fake-electron-ipc';

const electron = vi.hoisted(() => ({ ipc: undefined as unknown as FakeIpc }));
vi.mock('electron', () => ({
  ipcMain: {
    handle: (...all: Parameters<FakeIpc['ipcMain']['handle']>) => electron.ipc.ipcMain.handle(...all),
  },
}));
const { handleContract, sendEvent } = await import('../../src/main/ipc/handle');

const sample = defineContract({
  domain: 'sample',
  commands: {
    double: { input: z.object({ value: z.number().max(100) }), output: z.number() },
    bytes: { input: nothing, output: z.object({ pixels: bytes }) },
    fails: { input: nothing, output: nothing },
    breaks: { input: nothing, output: nothing },
    lies: { input: nothing, output: z.number() },
  },
  events: { changed: z.object({ count: z.number() }) },
});

let ipc: FakeIpc;
let logged: string[];
const host = () => ({ page: () => ipc.page as never, log: (line: string) => void logged.push(line) });

beforeEach(() => {
  ipc = new FakeIpc();
  electron.ipc = ipc;
  logged = [];
});

type Ask = (input?: unknown) => Promise<unknown>;

const bridgeOf = (all: Parameters<typeof bridgeArgument>[0]) =>
  createBridge(readBridgeArgument(['--other', bridgeArgument(all)]), ipc.ipcRenderer, () => '');

describe('both ends in memory', () => {
  const entered = vi.fn();
  let ask: Record<string, Ask>;

  beforeEach(() => {
    entered.mockClear();
    handleContract(
      sample,
      {
        double: ({ value }) => {
          entered();
          return value * 2;
        },
        bytes: () => ({ pixels: new Uint8Array(1000).subarray(10, 14) }),
        fails: () => {
          throw new WardrobeError('busy', 'Later.', 'Wait.');
        },
        breaks: () => {
          throw new Error('secret detail');
        },
        lies: () => 'seven' as never,
      },
      host(),
    );
    ask = bridgeOf({ sample }).sample as Record<string, Ask>;
  });

  test('an answer comes back in an envelope', async () => {
    await expect(ask.double!({ value: 21 })).resolves.toEqual({ ok: true, value: 42 });
  });

  test('a payload out of the schema is refused and the handler is not entered', async () => {
    for (const input of [undefined, null, 7, {}, { value: '3' }, { value: 101 }, { value: NaN }])
      await expect(ask.double!(input)).resolves.toMatchObject({ ok: false, error: { kind: 'bad-input' } });
    expect(entered).not.toHaveBeenCalled();
  });

  test('an expected failure keeps its kind and hint', async () => {
    await expect(ask.fails!()).resolves.toEqual({
      ok: false,
      error: { kind: 'busy', message: 'Later.', hint: 'Wait.' },
    });
  });

  test('an unexpected failure and a wrong answer are internal, and only the log has the details', async () => {
    for (const name of ['breaks', 'lies']) {
      const answer = await ask[name]!();
      expect(answer).toMatchObject({ ok: false, error: { kind: 'internal' } });
      expect(JSON.stringify(answer)).not.toContain('secret');
    }
    expect(logged.join()).toContain('secret detail');
  });

  test('of a view on more memory only its own part crosses', async () => {
    const answer = (await ask.bytes!()) as { value: { pixels: Uint8Array } };
    expect(answer.value.pixels).toHaveLength(4);
    expect(answer.value.pixels.buffer.byteLength).toBe(4);
  });

  test('an event reaches its listeners without the event object, until they leave', () => {
    const heard: unknown[][] = [];
    const { onChanged } = bridgeOf({ sample }).sample!;
    const leave = onChanged!((...all: unknown[]) => heard.push(all)) as () => void;
    sendEvent(host(), sample, 'changed', { count: 1, extra: 'no' } as { count: number });
    leave();
    sendEvent(host(), sample, 'changed', { count: 2 });
    expect(heard).toEqual([[{ count: 1 }]]);
    sendEvent(host(), sample, 'changed', { count: 'three' } as never);
    expect(logged.join()).toContain('not sent');
  });
});

describe('every channel', () => {
  const channels = Object.values(contracts).flatMap(({ domain, commands }) =>
    Object.keys(commands).map((name) => channelOf(domain, name)),
  );
  const entered = vi.fn();

  beforeEach(() => {
    entered.mockClear();
    for (const contract of Object.values(contracts)) {
      const handlers = Object.fromEntries(Object.keys(contract.commands).map((name) => [name, entered]));
      handleContract(contract, handlers as never, host());
    }
  });

  const strangers = {
    'a frame within our page': () => ({ sender: ipc.page, senderFrame: { ...ipc.mainFrame } }),
    'our page after it went elsewhere': () => {
      ipc.mainFrame.url = 'https://example.org/';
      return { sender: ipc.page, senderFrame: ipc.mainFrame };
    },
    'an origin that looks like ours': () => {
      ipc.mainFrame.url = 'app://wardrobe.evil/index.html';
      return { sender: ipc.page, senderFrame: ipc.mainFrame };
    },
    'another window': () => ({ sender: {}, senderFrame: ipc.mainFrame }),
    'a frame that is gone': () => ({ sender: ipc.page, senderFrame: null }),
  };

  test.each(Object.entries(strangers))('refuses %s', async (_who, event) => {
    ipc.event = event();
    expect(ipc.handlers.size).toBe(channels.length);
    for (const channel of channels) {
      const answer = await ipc.ipcRenderer.invoke(channel, undefined);
      expect(answer, channel).toMatchObject({ ok: false, error: { kind: 'refused' } });
    }
    expect(entered).not.toHaveBeenCalled();
  });

  test('refuses a bad payload from our own page', async () => {
    for (const channel of channels) {
      const answer = await ipc.ipcRenderer.invoke(channel, { id: '../../etc', from: 7, keep: 'yes' });
      expect(answer, channel).toMatchObject({ ok: false, error: { kind: 'bad-input' } });
    }
    expect(entered).not.toHaveBeenCalled();
  });
});
