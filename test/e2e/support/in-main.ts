import { setTimeout as wait } from 'node:timers/promises';
import type { ElectronApplication } from '@playwright/test';

type Electron = typeof import('electron');

const lostAnswer = /promise was (garbage )?collected/i;
const patience = 10_000;

/**
 * Runs `work` in the main process and resolves to its answer. While that process is busy, V8 throws some answers away
 * (microsoft/playwright issue 33737), and Playwright fails; `work` is then run once more, so it must bear being run twice.
 */
export async function inMain<Answer>(
  app: ElectronApplication,
  work: (electron: Electron) => Answer | Promise<Answer>,
): Promise<Answer>;
export async function inMain<Answer, Given>(
  app: ElectronApplication,
  work: (electron: Electron, given: Given) => Answer | Promise<Answer>,
  given: Given,
): Promise<Answer>;
export async function inMain<Answer>(
  app: ElectronApplication,
  work: (electron: Electron, given: unknown) => Answer | Promise<Answer>,
  given?: unknown,
): Promise<Answer> {
  const until = Date.now() + patience;
  for (;;) {
    try {
      return await app.evaluate(work, given);
    } catch (error) {
      if (!lostAnswer.test(String(error)) || Date.now() > until) throw error;
      await wait(20);
    }
  }
}
