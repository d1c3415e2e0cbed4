import { basename, dirname, join } from 'node:path';
import { withLock } from '../files/lock';
import { readRecord } from './run-record';

/** What the name of a lock beside the runs begins with. */
export const lockPrefix = '.lock-';

/**
 * Does `work`, which looks at a run's record and then writes it, while no one else does so. The process that trains a run needs
 * no lock: the others leave a run that is being trained alone. Throws WardrobeError: as `readRecord`, 'disk', and what `work`
 * throws.
 */
export async function withRunLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  // Nothing is left beside a run that is not there or that a newer version wrote.
  await readRecord(folder);
  return withLock(join(dirname(folder), `${lockPrefix}${basename(folder)}`), work);
}
