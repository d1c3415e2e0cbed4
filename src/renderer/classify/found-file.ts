import type { ErrorInfo } from '#core/domain/errors';

/** What a drop, a pick or a paste holds, one after another: a file, one that can't be had, or word that the rest is left out. */
export type Found =
  | { kind: 'file'; name: string; file: File }
  | { kind: 'lost'; name: string; error: ErrorInfo }
  | { kind: 'left-out'; error: ErrorInfo };

/** The most that one drop, pick or paste may bring. Folders nest at most `depth` deep, which also ends loops of links. */
export const findLimits = { files: 10_000, folders: 5_000, depth: 16 };

/** Files that systems leave in folders, and that nobody means to classify. */
export function isSystemFile(name: string): boolean {
  return name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini';
}

export function tooManyFiles(limit: number): Found {
  return {
    kind: 'left-out',
    error: {
      kind: 'too-large',
      message: `Only the first ${limit.toLocaleString('en-GB')} files were taken.`,
      hint: 'Drop the others in smaller lots.',
    },
  };
}
