import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WardrobeError } from '#core/domain/errors';
import { whyUnreadable } from './why-unreadable';

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
    yield { path, error: whyUnreadable(error) };
    return;
  }
  const names = await readdir(path).catch((error: unknown) => whyUnreadable(error));
  if (!Array.isArray(names)) {
    yield { path, error: names };
    return;
  }
  for (const name of names.sort()) yield* below(join(path, name), seen);
}

const notAFile = (): WardrobeError => new WardrobeError('not-a-picture', 'It is no plain file.');
