import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromTrainer } from '#shared/trainer-messages';
import { presets } from '../fixtures/fashion-mnist';

/** The utility process's end of the line, with main's end in the test. */
class Port extends EventEmitter {
  postMessage(message: FromTrainer): void {
    this.emit('posted', message);
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const events = ['uncaughtException', 'unhandledRejection', ...signals] as const;
let before: Record<string, unknown[]>;
let port: Port;

beforeEach(async () => {
  before = Object.fromEntries(events.map((event) => [event, process.rawListeners(event)]));
  port = new Port();
  Object.assign(process, { parentPort: port });
  vi.resetModules();
  await import('../../src/trainer/trainer');
});

afterEach(() => {
  for (const event of events)
    for (const listener of process.rawListeners(event))
      if (!before[event]!.includes(listener)) process.off(event, listener as () => void);
  delete (process as { parentPort?: Port }).parentPort;
  vi.restoreAllMocks();
});

test('answers main over the port', async () => {
  const posted = once(port, 'posted');
  port.emit('message', { data: { type: 'describe', choice: { engine: 'layers' } } });
  expect(await posted).toMatchObject([{ type: 'described', engine: { id: 'layers', device: 'CPU' } }]);
});

test.each(signals)('leaves %s to main', (signal) => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const own = process.rawListeners(signal).filter((listener) => !before[signal]!.includes(listener));
  expect(own).toHaveLength(1);
  own[0]!.call(process, signal);
  expect(exit).not.toHaveBeenCalled();
});

test('ends with code 1 and no last word over an error that nothing caught: who tells one still runs', () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const posted = vi.fn();
  port.on('posted', posted);
  port.emit('message', {
    data: {
      type: 'start',
      runId: 'a-run',
      name: 'A run',
      plan: presets[0]!.plan,
      choice: {},
      home: '/nowhere',
      data: { id: 'fashion-mnist', version: '1' },
      runsFolder: '/nowhere',
    },
  });
  posted.mockClear();
  const listener = process.rawListeners('uncaughtException').at(-1) as (error: Error) => void;
  listener(new Error('a fault'));
  expect(exit).toHaveBeenCalledWith(1);
  expect(posted).not.toHaveBeenCalled();
});

test('ends with code 1 over what it can not read', async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const exited = new Promise((done) => {
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      done(code);
      return undefined as never;
    });
  });
  port.emit('message', { data: { type: 'frob' } });
  expect(await exited).toBe(1);
});
