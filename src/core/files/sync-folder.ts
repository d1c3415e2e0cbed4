import { open } from 'node:fs/promises';
import { diskError, errorCode } from './disk-error';

/** Systems and file systems where a folder can't be opened or synced answer with one of these. */
const unsupported = new Set(['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF']);

/** Makes renames in `folder` survive a power cut, where the system can. Throws WardrobeError('disk'). */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!unsupported.has(errorCode(error))) throw diskError(error, folder);
  }
}
