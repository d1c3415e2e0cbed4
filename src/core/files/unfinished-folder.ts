import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diskError } from './disk-error';
import { clearLock } from './lock';
import { isAlive } from './process-identity';
import { syncFolder } from './sync-folder';

/** What the name of a lock beside folders begins with. */
export const lockPrefix = '.lock-';

/**
 * The name, out of sight beside `folder`, under which this process makes or deletes it. A crash leaves such a folder
 * behind, and its name says whose it was.
 */
export function unfinishedFolder(folder: string): string {
  return join(dirname(folder), `.unfinished-${process.pid}-${basename(folder)}`);
}

/** Moves a folder out of sight, then deletes it: a crash in between leaves no half of it. Throws WardrobeError('disk'). */
export async function removeFolder(folder: string): Promise<void> {
  const away = unfinishedFolder(folder);
  try {
    await rm(away, { recursive: true, force: true });
    await rename(folder, away);
    await syncFolder(dirname(folder));
    await rm(away, { recursive: true, force: true });
  } catch (error) {
    throw diskError(error, folder);
  }
}

/** Deletes what processes that are gone left half made, half deleted or locked in `parent`. */
export async function clearUnfinished(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (name.startsWith(lockPrefix)) await clearLock(join(parent, name));
    const pid = Number(/^\.unfinished-(\d+)-/.exec(name)?.[1] ?? NaN);
    if (pid > 0 && !(await isAlive({ pid, started: null })))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}
