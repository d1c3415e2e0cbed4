import { WardrobeError } from '../domain/errors';

/** The system's code of a failure ("ENOSPC"), or an empty string. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return String(error.code);
}

const fileInTheWay: [reason: string, hint: string] = [
  'a file stands where a folder should be',
  'Move that file away, or choose another folder with WARDROBE_HOME.',
];

const reasons: Record<string, [reason: string, hint: string]> = {
  ENOSPC: ['the disk is full', 'Free some space and try again.'],
  EDQUOT: ['your share of the disk is used up', 'Free some space and try again.'],
  EFBIG: ['the file would be larger than this system allows', 'Raise the file size limit and try again.'],
  EROFS: ['the disk is read-only', 'Choose another folder with WARDROBE_HOME.'],
  EACCES: ['permission was denied', 'Check who owns the folder, or choose another with WARDROBE_HOME.'],
  EPERM: ['permission was denied', 'Check who owns the folder, or choose another with WARDROBE_HOME.'],
  ENOTDIR: fileInTheWay,
  EEXIST: fileInTheWay,
  EIO: ['the disk reported an error', 'Check the disk, or choose another folder with WARDROBE_HOME.'],
  EMFILE: ['too many files are open', 'Close other programs and try again.'],
};

/** A failed write as WardrobeError('disk') that says why; a WardrobeError is given back as it is. */
export function diskError(error: unknown, file: string): WardrobeError {
  if (error instanceof WardrobeError) return error;
  const code = errorCode(error);
  const [reason, hint] = reasons[code] ?? [
    error instanceof Error ? error.message : String(error),
    'Check the disk and try again.',
  ];
  return new WardrobeError('disk', `${file} could not be written: ${reason}.`, hint, { cause: error });
}
