/** Folders that are either whole or not there: filled under another name and renamed at the end. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLock } from './lock.mjs';

/**
 * Makes `folder` by `fill`, once, however often and from however many processes it is asked for. What an interrupted
 * attempt left behind is removed first.
 * @param {string} folder
 * @param {(unfinished: string) => Promise<void>} fill
 */
export async function finishedFolder(folder, fill) {
  if (existsSync(folder)) return folder;
  const parent = dirname(folder);
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(folder)) return;
    const prefix = `${basename(folder)}.unfinished`;
    for (const name of await readdir(parent)) {
      if (name.startsWith(prefix)) await rm(join(parent, name), { recursive: true, force: true });
    }
    const unfinished = join(parent, `${prefix}-${process.pid}`);
    try {
      await mkdir(unfinished, { recursive: true });
      await fill(unfinished);
      await rename(unfinished, folder);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  });
  return folder;
}
