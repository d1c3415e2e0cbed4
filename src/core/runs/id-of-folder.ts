import { realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { isRunId } from './run-id';

/** The id of the run whose folder `path` is, directly or by a link; null when it is no folder of a run in `runsFolder`. */
export async function idOfFolder(runsFolder: string, path: string): Promise<string | null> {
  try {
    const [folder, store] = await Promise.all([realpath(resolve(path)), realpath(runsFolder)]);
    const id = basename(folder);
    return dirname(folder) === store && isRunId(id) ? id : null;
  } catch {
    return null;
  }
}
