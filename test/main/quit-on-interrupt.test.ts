import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { quitOnInterrupt } from '../../src/main/quit-on-interrupt';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let done: string[];
let running: boolean;
let end: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  done = [];
  running = true;
  const ended = new Promise<void>((resolve) => (end = resolve));
  quitOnInterrupt({
    work: {
      isRunning: () => running,
      stop: (keep) => void done.push(`stop ${keep}`),
      ended: () => (running ? ended : Promise.resolve()),
    },
    quit: () => done.push('quit'),
    quitNow: (code) => done.push(`quit now ${code}`),
    patience: 60_000,
  });
});

afterEach(() => {
  vi.useRealTimers();
  for (const signal of signals) process.removeAllListeners(signal);
});

test.each(signals)('%s has the run stopped and kept, then quits', async (signal) => {
  process.emit(signal, signal);
  process.emit(signal, signal);
  await Promise.resolve();
  expect(done).toEqual(['stop true']);
  end();
  await Promise.resolve();
  expect(done).toEqual(['stop true', 'quit']);
});

test('with nothing to stop it quits', async () => {
  running = false;
  process.emit('SIGTERM', 'SIGTERM');
  await Promise.resolve();
  expect(done).toEqual(['quit']);
});

test('a second one, or a run that never ends, ends all at once', () => {
  process.emit('SIGINT', 'SIGINT');
  vi.advanceTimersByTime(1000);
  process.emit('SIGINT', 'SIGINT');
  expect(done).toEqual(['stop true', 'quit now 130']);
  vi.advanceTimersByTime(60_000);
  expect(done).toEqual(['stop true', 'quit now 130', 'quit now 130']);
});
