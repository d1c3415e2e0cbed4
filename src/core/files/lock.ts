import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { diskError, errorCode } from './disk-error';
import { currentProcess, isAlive } from './process-identity';
import { temporaryName } from './temporary-name';

export interface LockOptions {
  /** Told once, when someone else holds the lock. */
  onWait?: () => void;
  /** Ends the waiting, with its reason. */
  signal?: AbortSignal | undefined;
}

/** Between two looks at a lock that is held, ms. */
const lookEvery = 100;

/** A lock that has not named its process for so long never will: that one died on the way, ms. */
const namelessFor = 5_000;

/** Its token tells a lock from an earlier one of the same process. */
const holderSchema = z.object({
  pid: z.number().int().positive(),
  started: z.string().nullable(),
  token: z.string().optional(),
});

/** Of the locks that this process holds. */
const heldTokens = new Set<string>();

/**
 * Runs `work` while holding an exclusive lock, within and across processes: `file`, which names its process. Waits until the
 * holder releases it; a lock whose process has died is ignored. Throws WardrobeError('disk'), and what `work` throws.
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  { onWait, signal }: LockOptions = {},
): Promise<T> {
  const token = randomUUID();
  let told = false;
  while (!(await take(file, token))) {
    if (await clearLock(file)) continue;
    if (!told) onWait?.();
    told = true;
    await wait(lookEvery, undefined, { ...(signal && { signal }) }).catch(() => undefined);
    signal?.throwIfAborted();
  }
  try {
    return await work();
  } finally {
    heldTokens.delete(token);
    await rm(file, { force: true }).catch(() => undefined);
  }
}

/** Whether the lock was free and is held from now on. */
async function take(file: string, token: string): Promise<boolean> {
  const holder = JSON.stringify({ ...(await currentProcess()), token });
  let handle: FileHandle;
  try {
    handle = await open(file, 'wx');
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw diskError(error, file);
  }
  try {
    heldTokens.add(token);
    await handle.writeFile(holder);
    return true;
  } catch (error) {
    heldTokens.delete(token);
    await rm(file, { force: true }).catch(() => undefined);
    throw diskError(error, file);
  } finally {
    await handle.close();
  }
}

async function isLeftBehind(file: string): Promise<boolean> {
  try {
    const { token, ...holder } = holderSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    // One of this process's own that it has let go of: it could not be removed then, or was moved just then.
    if (holder.pid === process.pid && token !== undefined && !heldTokens.has(token)) return true;
    return !(await isAlive(holder));
  } catch {
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
    return Date.now() - mtimeMs > namelessFor;
  }
}

/** Removes a lock that was left behind, and gives whether it was. Throws WardrobeError('disk'). */
export async function clearLock(file: string): Promise<boolean> {
  if (!(await isLeftBehind(file))) return false;
  const away = temporaryName(file);
  try {
    // Another may have done the same and hold it by now: of several, one gets what is there, and looks at what it got.
    await rename(file, away);
    if (await isLeftBehind(away)) await rm(away);
    else await rename(away, file);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw diskError(error, file);
  }
  return true;
}
