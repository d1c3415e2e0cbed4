import { readFile } from 'node:fs/promises';
import { errorCode } from './disk-error';

/** Which process writes a run. A process id alone is not enough: ids are used again. */
export interface ProcessIdentity {
  pid: number;
  /** When the process started, in a form only good for comparing; null where the system doesn't say. */
  started: string | null;
}

export async function currentProcess(): Promise<ProcessIdentity> {
  return { pid: process.pid, started: (await lookAt(process.pid))?.started ?? null };
}

/**
 * Whether that very process still runs. Where start times are unknown, one with the same id counts. One that has ended, but
 * whose parent has not asked for its end yet, does not run.
 */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false;
  }
  const found = await lookAt(identity.pid);
  if (found === null) return true;
  return !found.hasEnded && (identity.started === null || found.started === identity.started);
}

interface Found {
  started: string;
  hasEnded: boolean;
}

/**
 * Linux: this boot's id with the process's start in clock ticks since then (proc(5), field 22 of stat), and whether its
 * state (field 3) is that of one that has ended. Null where that can't be read.
 */
async function lookAt(pid: number): Promise<Found | null> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The program's name, field 2, is in brackets and may hold spaces and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state = '', ticks] = [fields[0], fields[19]];
    return ticks ? { started: `${boot.trim()} ${ticks}`, hasEnded: 'ZX'.includes(state) } : null;
  } catch {
    return null;
  }
}
