import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '#core/files/disk-error';
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
    if (!(await stat(folder)).isDirectory()) return `${folder} is a file, not a folder`;
    await access(folder, constants.W_OK);
    return null;
  } catch (error) {
    const above = dirname(folder);
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error)) && above !== folder) return whyNotWritable(above);
    return "can't be written to";
  }
}
