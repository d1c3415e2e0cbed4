/** Runs what was set up, in this terminal, to its end. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';
import { withoutLibraryNoise } from './library-noise.mjs';
import { findProgram, runCommand } from './run-command.mjs';
import { say } from './say.mjs';

/** The built terminal program. */
const cliFile = join(projectFolder, 'out', 'main', 'cli.js');

/** @param {NodeJS.ProcessEnv} env */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Why Electron must run without its sandbox here; undefined when it can have it.
 * @param {string} program
 * @returns {Promise<string | undefined>}
 */
export async function whyNoSandbox(program, { isRoot = process.getuid?.() === 0 } = {}) {
  if (process.platform !== 'linux') return undefined;
  if (isRoot) return 'this is root, and Electron refuses to sandbox root';
  const { statSync } = await import('node:fs');
  const helper = statSync(join(program, '..', 'chrome-sandbox'), { throwIfNoEntry: false });
  if (helper && helper.uid === 0 && helper.mode & 0o4000) return undefined;
  const unshare = findProgram('unshare');
  if (!unshare) return undefined;
  // What Chromium's sandbox does first: it creates a user namespace.
  const works = await runCommand(unshare, ['-Ur', 'true'], { limitSeconds: 10 }).then(
    () => true,
    () => false,
  );
  return works ? undefined : 'this system allows no user namespaces to people other than root';
}

/**
 * Runs a program in this terminal. Signals sent to this process are passed on. With its own group, the program hears
 * nothing of the terminal but that: closing a terminal would end the parts of Electron before it can stop a training.
 * Without, Ctrl-C on a terminal reaches both by itself.
 * @param {string} program
 * @param {string[]} args
 * @param {{ stderr?: 'inherit' | 'pipe', env?: NodeJS.ProcessEnv, ownGroup?: boolean }} options
 * @returns {Promise<number>} its exit code
 */
export function runInTerminal(
  program,
  args,
  { stderr = 'inherit', env = {}, ownGroup = process.platform !== 'win32' } = {},
) {
  return new Promise((done) => {
    const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env;
    const child = spawn(program, args, {
      stdio: ['inherit', 'inherit', stderr],
      env: { ...inherited, ...env },
      detached: ownGroup,
    });
    // A terminal that is closed takes no words any more; the program it ran may still have work to finish.
    process.stderr.on('error', () => undefined);
    child.stderr?.setEncoding('utf8').on('data', (text) => process.stderr.write(withoutLibraryNoise(text)));
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => {
      if (signal !== 'SIGINT' || ownGroup || !process.stdin.isTTY) child.kill(signal);
    };
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, passOn);
    child.on('error', (error) => {
      say.problem(`${program} could not be started: ${error.message}`);
      done(1);
    });
    child.on('close', (code, signal) => done(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/**
 * Runs the app's terminal program. Its stderr passes through here, where the noise of libraries is left out, so it is told
 * how wide the terminal is.
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
export function runCliInTerminal(args) {
  const { isTTY, columns } = process.stderr;
  const env = isTTY ? { WARDROBE_TERMINAL_COLUMNS: String(columns) } : {};
  return runInTerminal(process.execPath, [cliFile, ...args], { stderr: 'pipe', env, ownGroup: false });
}
