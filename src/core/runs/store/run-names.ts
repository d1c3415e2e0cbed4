import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { WardrobeError } from '../../domain/errors';
import { errorCode } from '../../files/disk-error';
import { isRunId } from '../format/run-id';

/** Names of the folders in the folder of runs; hidden ones are not runs, nor are files. Throws WardrobeError('disk'). */
export async function runNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw new WardrobeError(
      'disk',
      `The folder of runs can't be read: ${error instanceof Error ? error.message : String(error)}`,
      'Check the rights of the folder, or choose another with WARDROBE_HOME.',
      { cause: error },
    );
  }
}

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
