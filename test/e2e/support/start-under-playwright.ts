import { setTimeout as wait } from 'node:timers/promises';
import { _electron, type ElectronApplication } from '@playwright/test';

type Command = NonNullable<Parameters<typeof _electron.launch>[0]>;

const tries = 3;

/**
 * Starts an Electron app for Playwright to drive. Playwright learns the debuggers' addresses from lines on stderr and, about
 * once in several hundred starts, waits for one for ever; such a start is ended, printed and tried again.
 */
export async function startUnderPlaywright(
  command: Command,
  milliseconds = 30_000,
): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await withoutStrayRejections(() => _electron.launch({ ...command, timeout: milliseconds }));
    } catch (error) {
      if (attempt === tries) throw error;
      console.log(`start ${attempt} of the app failed: ${String(error).split('\n')[0]}`);
    }
  }
}

/** When a start times out, Playwright also rejects promises that nobody holds, which would fail the test. */
async function withoutStrayRejections<T>(work: () => Promise<T>): Promise<T> {
  const listeners = process.listeners('unhandledRejection');
  const ignore = (): void => undefined;
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', ignore);
  try {
    return await work();
  } catch (error) {
    await wait(100);
    throw error;
  } finally {
    process.off('unhandledRejection', ignore);
    for (const listener of listeners) process.on('unhandledRejection', listener);
  }
}
