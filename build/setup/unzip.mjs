/** Unpacks zip files (Electron, TensorFlow's wheels) with the yauzl package. */
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';

const symbolicLink = 0o120000;
const typeMask = 0o170000;

/**
 * The files of a zip archive into a folder.
 * @param {string} file
 * @param {string} folder
 * @param {object} [options]
 * @param {(name: string) => string | undefined} [options.place] where a file goes within the folder; undefined leaves it out
 * @param {(bytes: number, ofBytes: number) => void} [options.onBytes] packed bytes done
 * @returns {Promise<number>} how many files were written
 */
export async function unzip(file, folder, { place = (name) => name, onBytes } = {}) {
  /** @type {any} The published types lack the promises of version 3. */
  const { default: yauzl } = await import('yauzl');
  const zip = await yauzl.openPromise(file);
  let [count, done] = [0, 0];
  /** @type {Set<string>} */
  const made = new Set();
  try {
    for await (const entry of zip.eachEntry()) {
      done += entry.compressedSize;
      const name = entry.fileName.endsWith('/') ? undefined : place(entry.fileName);
      if (name === undefined) continue;
      const target = within(folder, name);
      if (!made.has(dirname(target))) await mkdir(dirname(target), { recursive: true });
      made.add(dirname(target));
      const mode = entry.externalFileAttributes >>> 16;
      const content = await zip.openReadStreamPromise(entry);
      if ((mode & typeMask) === symbolicLink) {
        const to = (await buffer(content)).toString();
        within(folder, relative(folder, resolve(dirname(target), to)));
        await symlink(to, target);
      } else {
        await pipeline(content, createWriteStream(target));
        if (mode & 0o111) await chmod(target, 0o755);
      }
      count++;
      onBytes?.(done, zip.fileSize);
    }
  } finally {
    zip.close();
  }
  return count;
}

/**
 * The path of a file in a folder; throws when the name leads out of it.
 * @param {string} folder
 * @param {string} name
 */
function within(folder, name) {
  const path = join(folder, name);
  const inside = relative(folder, path);
  if (isAbsolute(name) || inside.startsWith('..') || isAbsolute(inside)) {
    throw new Error(`the archive holds a file that leads out of its folder: ${name}`);
  }
  return path;
}
