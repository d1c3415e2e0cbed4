import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Bytes of all files below a folder, 0 when it is not there. Meant for folders of few files: it reads them all.
 * @param {string} folder
 * @returns {number}
 */
export function folderSize(folder) {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
    }
  } catch {
    // A folder that vanishes meanwhile counts as far as it was read.
  }
  return bytes;
}
