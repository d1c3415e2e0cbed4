import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskError } from '../files/disk-error';
import { syncFolder } from '../files/sync-folder';
import { unfinishedFolder } from './unfinished-folder';

/** Moves a run's folder out of sight, then deletes it: a crash in between leaves no half run. Throws WardrobeError('disk'). */
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
