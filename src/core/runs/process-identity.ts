import { readFile } from 'node:fs/promises';
import { errorCode } from '../files/disk-error';

/** Which process writes a run. A process id alone is not enough: ids are used again. */
export interface ProcessIdentity {
  pid: number;
  /** When the process started, in a form only good for comparing; null where the system doesn't say. */
  started: string | null;
}

export async function currentProcess(): Promise<ProcessIdentity> {
  return { pid: process.pid, started: await startOf(process.pid) };
}

/** Whether that very process still runs. Where start times are unknown, one with the same id counts. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false;
  }
  if (identity.started === null) return true;
  const started = await startOf(identity.pid);
  return started === null || started === identity.started;
}

/** Linux: this boot's id and the process's start in clock ticks since then (proc(5), field 22 of stat). */
async function startOf(pid: number): Promise<string | null> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The program's name, field 2, is in brackets and may hold spaces and brackets itself.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks ? `${boot.trim()} ${ticks}` : null;
  } catch {
    return null;
  }
}
