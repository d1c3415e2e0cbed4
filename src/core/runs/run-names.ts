import { readdir } from 'node:fs/promises';
import { WardrobeError } from '../domain/errors';
import { errorCode } from '../files/disk-error';

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
