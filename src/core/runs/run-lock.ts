import { basename, dirname, join } from 'node:path';
import { WardrobeError } from '../errors';
import { withLock } from '../files/lock';
import { readRecord } from './run-record';

/** What the name of a lock beside the runs begins with. */
export const lockPrefix = '.lock-';

/** What is done under a lock takes milliseconds, seconds on a slow disk, ms. */
const patience = 30_000;

const busy = (): WardrobeError =>
  new WardrobeError('busy', 'Another Wardrobe is writing this run.', 'Wait a moment and try again.');

/**
 * Does `work`, which looks at a run's record and then writes it, while no one else does so. The process that trains a run needs
 * no lock: the others leave a run that is being trained alone. Throws WardrobeError: as `readRecord`, 'disk', 'busy' when it
 * is waited for in vain, and what `work` throws.
 */
export async function withRunLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  // Nothing is left beside a run that is not there or that a newer version wrote.
  await readRecord(folder);
  const signal = AbortSignal.timeout(patience);
  let begun = false;
  const begin = (): Promise<T> => {
    begun = true;
    return work();
  };
  return withLock(join(dirname(folder), `${lockPrefix}${basename(folder)}`), begin, { signal }).catch(
    (error: unknown) => {
      throw signal.aborted && !begun ? busy() : error;
    },
  );
}
