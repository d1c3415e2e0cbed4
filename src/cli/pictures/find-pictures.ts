import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WardrobeError } from '#core/errors';
import { errorCode } from '#core/files/disk-error';

/** A file to look at, or why what was named can't be. */
export interface FoundFile {
  path: string;
  error?: WardrobeError;
}

/**
 * The files named by `paths`, folders with all that is in them, in a stable order. Each folder is gone through once, so a
 * symlink to a folder above does not go round for ever.
 */
export async function* findPictures(paths: readonly string[]): AsyncGenerator<FoundFile> {
  const seen = new Set<string>();
  for (const path of paths) yield* below(path, seen);
}

async function* below(path: string, seen: Set<string>): AsyncGenerator<FoundFile> {
  try {
    const status = await stat(path);
    if (!status.isDirectory()) {
      if (!status.isFile()) throw notAFile();
      yield { path };
      return;
    }
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
  } catch (error) {
    yield { path, error: inWords(error) };
    return;
  }
  const names = await readdir(path).catch((error: unknown) => inWords(error));
  if (!Array.isArray(names)) {
    yield { path, error: names };
    return;
  }
  for (const name of names.sort()) yield* below(join(path, name), seen);
}

function inWords(error: unknown): WardrobeError {
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

const notAFile = (): WardrobeError => new WardrobeError('not-a-picture', 'It is no plain file.');
