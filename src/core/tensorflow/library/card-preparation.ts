import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../../files/write-file-atomic';
import { kernelCache } from './card-environment.mjs';

/** What kernels are compiled for: another card, driver or library needs others. */
export interface Card {
  name: string;
  driver: string;
  library: string;
}

const noteOf = (cache: string): string => join(kernelCache(cache), 'prepared-for.json');

/** Whether the driver has compiled the kernels for this card before. The first time takes minutes. */
export function isPrepared(cache: string, card: Card): boolean {
  try {
    return readFileSync(noteOf(cache), 'utf8') === JSON.stringify(card);
  } catch {
    return false;
  }
}

/** Notes that the card has trained. Where that can't be written, it only says once more that it prepares the card. */
export async function notePrepared(cache: string, card: Card): Promise<void> {
  if (isPrepared(cache, card)) return;
  try {
    await mkdir(kernelCache(cache), { recursive: true });
    await writeFileAtomic(noteOf(cache), JSON.stringify(card));
  } catch {
    // Not worth ending a training over.
  }
}

/** More files of compiled plans than this are not kept; a plan has a few, of some megabytes together. */
const mostPlanFiles = 300;

/** Removes the oldest compiled plans in a folder beyond a number; what can't be removed stays. */
export async function removeOldPlans(folder: string, most = mostPlanFiles): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length <= most) return;
  const age = async (name: string) => {
    const { mtimeMs = 0 } = await stat(join(folder, name)).catch(() => ({ mtimeMs: 0 }));
    return { name, mtimeMs };
  };
  const byAge = (await Promise.all(names.map(age))).sort((a, b) => a.mtimeMs - b.mtimeMs);
  for (const { name } of byAge.slice(0, names.length - most))
    await rm(join(folder, name), { force: true, recursive: true }).catch(() => undefined);
}
