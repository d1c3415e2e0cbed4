import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskError } from './disk-error';
import { syncFolder } from './sync-folder';
import { temporaryName } from './temporary-name';

/**
 * Replaces `file` as a whole: after a crash, a power cut or a full disk it holds either the old bytes or the new ones.
 * Its folder must exist. `beforeInPlace` is done once all of it is on the disk, right before it takes the old file's place.
 * Throws WardrobeError('disk'), or what `beforeInPlace` throws, and leaves the old file as it was.
 */
export async function writeFileAtomic(
  file: string,
  data: string | Uint8Array,
  beforeInPlace?: () => Promise<void>,
): Promise<void> {
  const temporary = temporaryName(file);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await beforeInPlace?.();
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw diskError(error, file);
  }
  await syncFolder(dirname(file));
}
