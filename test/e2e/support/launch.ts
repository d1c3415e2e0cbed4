import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { dataFolder } from '#core/folders';
import { realDatasetFolder } from '../../fixtures/real-dataset';
import { inMain } from './in-main';
import { startUnderPlaywright } from './start-under-playwright';

/** Where the built app lies: the repository. */
export const appFolder = resolve(import.meta.dirname, '../../..');

export interface LaunchOptions {
  /** WARDROBE_HOME; a new temporary folder by default. */
  home?: string;
  /** Further arguments for Electron. */
  args?: readonly string[];
  env?: Record<string, string>;
  /** Puts a copy of the real data set into the home folder before the app starts. */
  withDataset?: boolean;
}

export interface Launched {
  app: ElectronApplication;
  page: Page;
  home: string;
  /** Ends the app without its asking back, and removes a temporary home folder. */
  close(): Promise<void>;
}

const homePrefix = join(tmpdir(), 'wardrobe-e2e-');

export const newHome = (): Promise<string> => mkdtemp(homePrefix);

/** How the built app is started: the program, its arguments and its environment. */
export function startCommand(home: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const asRoot = process.getuid?.() === 0;
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE',
  );
  return {
    executablePath: createRequire(import.meta.url)('electron') as string,
    args: [appFolder, ...(asRoot ? ['--no-sandbox'] : []), ...args],
    env: { ...Object.fromEntries(inherited), WARDROBE_HOME: home, ...env },
  };
}

/** Starts the built app and waits for its page. */
export async function launchApp(options: LaunchOptions = {}): Promise<Launched> {
  const home = options.home ?? (await newHome());
  if (options.withDataset) await cp(realDatasetFolder(), dataFolder(home), { recursive: true });
  const app = await startUnderPlaywright(startCommand(home, options.args, options.env));
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return {
    app,
    page,
    home,
    async close() {
      const child = app.process();
      const exited = child.exitCode !== null || child.signalCode !== null;
      if (!exited) {
        const ended = new Promise((done) => child.once('exit', done));
        const tooLong = setTimeout(() => child.kill('SIGKILL'), 15_000);
        await inMain(app, ({ app }) => app.exit(0)).catch(() => undefined);
        await ended;
        clearTimeout(tooLong);
      }
      if (home.startsWith(homePrefix)) await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
