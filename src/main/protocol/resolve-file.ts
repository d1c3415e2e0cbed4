import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

/**
 * The file in `folder` that an address's path (`/assets/index.js`, still percent-encoded) names, as its real path; null
 * when there is none, or when it lies outside, be it by `..`, by an encoded separator or by a symbolic link.
 */
export async function resolveFile(folder: string, pathname: string): Promise<string | null> {
  const path = decoded(pathname);
  if (path === null || /[\\\0]|\/\/|%/.test(path) || path.split('/').includes('..')) return null;
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path));
    const inside = relative(root, file);
    if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}

function decoded(pathname: string): string | null {
  // A separator in disguise is refused before it becomes one.
  if (/%(2f|5c|00)/i.test(pathname)) return null;
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
