import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAlive } from '../process-identity';

/**
 * The name, out of sight beside `folder`, under which this process makes or deletes it. A crash leaves such a folder
 * behind, and its name says whose it was.
 */
export function unfinishedFolder(folder: string): string {
  return join(dirname(folder), `.unfinished-${process.pid}-${basename(folder)}`);
}

/** Deletes what processes that are gone left half made or half deleted in `parent`. */
export async function clearUnfinished(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = Number(/^\.unfinished-(\d+)-/.exec(name)?.[1] ?? NaN);
    if (pid > 0 && !(await isAlive({ pid, started: null })))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}
