/** Runs other programs: quietly, bounded in time, never outliving the set-up. */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withoutLibraryNoise } from './library-noise.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends every program that is still running, when the set-up itself is interrupted. */
export function endRunningCommands() {
  for (const child of running) endTree(child, 'SIGTERM');
}

const ownGroup = process.platform !== 'win32';

/**
 * Signals a program and what it has started in turn.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function endTree(child, signal) {
  if (!child.pid) return;
  try {
    if (ownGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended already.
  }
}

/** Linux: a program started through setpriv is ended with the set-up even when that is killed with SIGKILL. */
const setpriv =
  process.platform === 'linux' && existsSync('/usr/bin/setpriv') ? '/usr/bin/setpriv' : undefined;

/**
 * The full path of a program, looked up in PATH and the folders of the administrator's programs.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
export function findProgram(name, env = process.env) {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of folders.filter(Boolean)) {
    for (const file of names) {
      try {
        accessSync(join(folder, file), constants.X_OK);
        return join(folder, file);
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

/**
 * The line of a program's output that says best what went wrong.
 * @param {string} output
 */
export function tellingLine(output) {
  const lines = withoutLibraryNoise(output)
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!|warn)\s*/i, '').trim())
    .filter((line) => line && !/^(at |npm warn|A complete log|\^)/i.test(line));
  const telling = lines.find((line) => /error|fail|not found|denied|unable|no space/i.test(line));
  return (telling ?? lines.at(-1) ?? '').slice(0, 200);
}

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] added to the set-up's own
 * @property {number} [limitSeconds] ends the program after this time
 * @property {{ seconds: number, measure: () => number }} [stall] ends it when `measure` has not changed for this time
 * @property {(id: number) => void} [onStart] gets the id of its process, which is its group's too
 * @property {(line: string) => void} [onLine] gets every line of output
 * @property {(chunk: Buffer) => void} [onOutput] gets the output as it comes
 * @property {number} [keepOutput] how many letters of the output's end are kept
 */

/**
 * Runs a program to its end. Rejects with one line that says why when it fails.
 * @param {string} program
 * @param {string[]} args
 * @param {CommandOptions} options
 * @returns {Promise<string>} what it wrote (stdout and stderr)
 */
export function runCommand(program, args, options = {}) {
  return new Promise((done, failed) => {
    const [file, ...rest] = setpriv ? [setpriv, '--pdeathsig', 'KILL', program, ...args] : [program, ...args];
    const child = spawn(/** @type {string} */ (file), rest, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: ownGroup,
      // Windows starts .cmd files only through its shell.
      shell: process.platform === 'win32' && program.endsWith('.cmd'),
    });
    running.add(child);
    if (child.pid) options.onStart?.(child.pid);
    let output = '';
    let unfinished = '';
    /** @type {string | undefined} */
    let ended;
    /** @param {string} why */
    const end = (why) => {
      ended ??= why;
      endTree(child, 'SIGKILL');
    };
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      options.onOutput?.(chunk);
      output = (output + chunk.toString()).slice(-(options.keepOutput ?? 64_000));
      const lines = (unfinished + chunk.toString()).split('\n');
      unfinished = lines.pop() ?? '';
      if (options.onLine) lines.forEach(options.onLine);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);

    const { limitSeconds, stall } = options;
    const limit =
      limitSeconds && setTimeout(() => end(`not done after ${limitSeconds} s`), limitSeconds * 1000);
    let [amount, changed] = [-1, Date.now()];
    const watch =
      stall &&
      setInterval(() => {
        const now = stall.measure();
        if (now !== amount) [amount, changed] = [now, Date.now()];
        else if (Date.now() - changed > stall.seconds * 1000) end(`nothing arrived for ${stall.seconds} s`);
      }, 500);

    /** @param {Error | undefined} error */
    const settle = (error) => {
      running.delete(child);
      if (limit) clearTimeout(limit);
      clearInterval(watch);
      if (error) failed(error);
      else done(output);
    };
    child.on('error', settle);
    child.on('close', (code, signal) => {
      if (code === 0) return settle(undefined);
      settle(new Error(ended ?? (tellingLine(output) || `ended with ${signal ?? `code ${code}`}`)));
    });
  });
}
