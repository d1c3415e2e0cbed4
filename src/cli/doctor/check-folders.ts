import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Finding } from './finding';

/** Where things are kept, and whether they can be. */
export async function checkFolder(part: string, folder: string, variable: string): Promise<Finding> {
  const refusal = await whyNotWritable(folder);
  if (refusal === null) return { part, ready: true, detail: folder };
  return { part, ready: false, detail: `${folder}: ${refusal}`, remedy: `${variable}=<folder> npm start` };
}

/** A folder that is not there yet can be written to when the nearest one above it can. */
async function whyNotWritable(folder: string): Promise<string | null> {
  try {
    await access(folder, constants.W_OK);
    return null;
  } catch (error) {
    const above = dirname(folder);
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && above !== folder) return whyNotWritable(above);
    return "can't be written to";
  }
}
