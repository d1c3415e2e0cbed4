/** One set-up at a time for each thing that is built: a lock file that names its process. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './say.mjs';

/**
 * When a process was started, so that a reused process number is not taken for the old one. Empty where unknown.
 * @param {number} pid
 */
function startOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** @param {{ pid: number, start: string }} holder */
function isAlive({ pid, start }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return startOf(pid) === start;
}

/**
 * Takes the lock if it is free or its process is gone; else gives the process that holds it.
 * @param {string} file
 * @returns {{ pid: number, start: string } | undefined}
 */
function tryLock(file) {
  const mine = `${file}.${process.pid}`;
  const content = JSON.stringify({ pid: process.pid, start: startOf(process.pid) });
  writeFileSync(mine, content);
  try {
    create(file, mine, content);
    return undefined;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return readHolder(file) ?? { pid: 0, start: 'unreadable' };
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Linked to what was written before, so that the lock never exists without its content; some file systems know no links.
 * @param {string} file
 * @param {string} written
 * @param {string} content
 */
function create(file, written, content) {
  try {
    linkSync(written, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    writeFileSync(file, content, { flag: 'wx' });
  }
}

/** @param {unknown} error */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code;

/**
 * @param {string} file
 * @returns {{ pid: number, start: string } | undefined}
 */
function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Whether the lock is still this process's a moment after it was taken: two that pass over the same dead holder could
 * each remove a lock, the second one the first one's.
 * @param {string} file
 */
async function isHeld(file) {
  await wait(50);
  const holder = readHolder(file);
  return holder?.pid === process.pid && holder.start === startOf(process.pid);
}

/**
 * Does `work` while holding the lock. Waits for another set-up that holds it; a holder that is gone is passed over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; ; await wait(300)) {
    const holder = tryLock(file);
    if (!holder) {
      if (await isHeld(file)) break;
      continue;
    }
    if (!holder.pid || !isAlive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) say.note(`Waiting for another set-up (process ${holder.pid}) to finish the same step …`);
    told = true;
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
