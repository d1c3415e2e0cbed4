import { WardrobeError } from '#core/domain/errors';
import { errorCode } from '#core/files/disk-error';

/** A file that can't be read, in words; a WardrobeError is given back as it is. */
export function whyUnreadable(error: unknown): WardrobeError {
  if (error instanceof WardrobeError) return error;
  const code = errorCode(error);
  if (code === 'ENOENT')
    return new WardrobeError('not-found', 'There is no such file.', undefined, { cause: error });
  if (code === 'ELOOP')
    return new WardrobeError('not-a-picture', 'It is a link to itself.', undefined, { cause: error });
  if (code === 'EACCES' || code === 'EPERM')
    return new WardrobeError('disk', 'It may not be read.', 'Check who owns it.', { cause: error });
  return new WardrobeError('disk', `It can't be read: ${error instanceof Error ? error.message : code}`);
}
