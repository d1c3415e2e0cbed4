import { basename, dirname, join } from 'node:path';
import { WardrobeError } from '../../domain/errors';
import { withLock } from '../../files/lock';
import { lockPrefix } from '../../files/unfinished-folder';
import type { RunRecord } from '../format/run-format';
import { readRecord } from '../format/run-record';

/** What is done under a lock takes milliseconds, seconds on a slow disk, ms. */
const patience = 30_000;

const busy = (): WardrobeError =>
  new WardrobeError('busy', 'Another Wardrobe is writing this run.', 'Wait a moment and try again.');

/**
 * Does `work` with a run's record as it stands, while no one else looks at it and then writes it. The process that trains a run
 * needs no lock: the others leave a run that is being trained alone. Throws WardrobeError: as `readRecord`, 'disk', 'busy' when
 * it is waited for in vain, and what `work` throws.
 */
export async function withRunLock<T>(folder: string, work: (record: RunRecord) => Promise<T>): Promise<T> {
  // Nothing is left beside a run that is not there or that a newer version wrote.
  await readRecord(folder);
  const lock = join(dirname(folder), `${lockPrefix}${basename(folder)}`);
  const signal = AbortSignal.timeout(patience);
  return withLock(lock, async () => work(await readRecord(folder)), { signal }).catch((error: unknown) => {
    throw error === signal.reason ? busy() : error;
  });
}
