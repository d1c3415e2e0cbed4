/** Most memory that a program holds, seen from outside. */
import { readFileSync, readdirSync } from 'node:fs';

/**
 * Watches the processes of a group from `watch` to `stop`. `peak` tells the most that one of them has held so far, in bytes; 0 where
 * /proc is not there. The system keeps each one's peak, so that only what one does in its last moments can be missed.
 */
export function watchPeakMemory() {
  let peak = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  return {
    /** @param {number} group */
    watch(group) {
      timer = setInterval(() => {
        for (const id of processesOf(group)) peak = Math.max(peak, peakOf(id));
      }, 100);
    },
    peak: () => peak,
    stop: () => clearInterval(timer),
  };
}

/** @param {number} group @returns {string[]} */
function processesOf(group) {
  return read(() => readdirSync('/proc'), []).filter((id) => {
    if (!/^\d+$/.test(id)) return false;
    // "id (name) state parent group …"; a name may hold anything.
    const status = read(() => readFileSync(`/proc/${id}/stat`, 'utf8'), '');
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[2]) === group;
  });
}

/** @param {string} id */
function peakOf(id) {
  const line = /^VmHWM:\s*(\d+) kB$/m.exec(read(() => readFileSync(`/proc/${id}/status`, 'utf8'), ''));
  return line ? Number(line[1]) * 1024 : 0;
}

/**
 * A process may end while it is looked at.
 * @template T
 * @param {() => T} look
 * @param {T} otherwise
 */
function read(look, otherwise) {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
