import { WardrobeError } from '../../../domain/errors';
import { errorCode } from '../../../files/disk-error';

const reasons: Record<string, string> = {
  ENOENT: 'It is not there any more.',
  ELOOP: 'It is a link to itself.',
  EACCES: 'It may not be read: check who owns it.',
  EPERM: 'It may not be read: check who owns it.',
  ENAMETOOLONG: 'Its path is longer than this system allows.',
};

/** Why a file or folder can't be read, in words; a WardrobeError is given back as it is. */
export function readError(error: unknown): WardrobeError {
  if (error instanceof WardrobeError) return error;
  const code = errorCode(error);
  const message = reasons[code] ?? `It can't be read (${code || String(error)}).`;
  return new WardrobeError(
    code === 'ENOENT' ? 'not-found' : 'disk',
    message,
    'Check the file and try again.',
    {
      cause: error,
    },
  );
}

export function tooLargeFile(limit: number): WardrobeError {
  return new WardrobeError(
    'too-large',
    `It is larger than ${Math.round(limit / 2 ** 20)} MiB.`,
    'Save it smaller: 1,000 pixels a side are plenty.',
  );
}

/** Throws WardrobeError('cancelled') once the signal is aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new WardrobeError('cancelled', 'The import was cancelled.');
}
