import { isAlive } from '../files/process-identity';
import type { RunRecord } from './run-format';

/** Whether a process is at work on this run; one that says so may be of a process that is gone. */
export async function isBeingTrained({ status, writer }: RunRecord): Promise<boolean> {
  return status === 'running' && (await isAlive(writer));
}

/** Whether the process that was at work on this run is gone. */
export async function isCutOff({ status, writer }: RunRecord): Promise<boolean> {
  return status === 'running' && !(await isAlive(writer));
}
