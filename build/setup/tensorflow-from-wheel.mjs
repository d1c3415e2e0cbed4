/** The TensorFlow library out of its Python wheels, and the addon compiled against it. */
import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm, statfs, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compileAddon, findCompiler } from './compile-addon.mjs';
import { fetchPinnedWheel, findPip } from './fetch-wheels.mjs';
import { finishedFolder } from './finished-folder.mjs';
import { cacheFolder } from './folders.mjs';
import { megabytes, withProgress } from './say.mjs';
import { unzip } from './unzip.mjs';
import { missingFrom, nvidiaLinks, placeOf } from './wheel-files.mjs';

/** @typedef {import('./wheels.mjs').Wheel} Wheel */

/** Whether this machine has what fetching wheels and compiling the addon take. */
export async function canFillFromWheels() {
  try {
    return findCompiler() !== undefined && (await findPip()) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Fetches, unpacks and compiles into `folder`. Each wheel is unpacked and removed before the next is fetched, and what is
 * unpacked is kept in the cache until all is done, so that an interruption costs no second download.
 * @param {string} folder
 * @param {{ packageFolder: string, wheels: Wheel[] }} options
 */
export async function fillFromWheels(folder, { packageFolder, wheels }) {
  // Told before a download that would be of no use.
  findCompiler();
  await checkRoom(wheels.filter((wheel) => !existsSync(unpackedFolder(wheel))));
  const unpacked = [];
  for (const [index, wheel] of wheels.entries()) {
    const position = wheels.length > 1 ? ` (${index + 1} of ${wheels.length})` : '';
    unpacked.push(await unpackedWheel(wheel, `TensorFlow: ${wheel.name} ${wheel.version} by pip${position}`));
  }
  const deps = join(folder, 'deps');
  for (const part of unpacked) await linkFiles(part, deps);
  await symlink('libtensorflow_cc.so.2', join(deps, 'lib', 'libtensorflow.so'));
  await symlink('libtensorflow_cc.so.2', join(deps, 'lib', 'libtensorflow.so.2'));
  await symlink('libtensorflow_framework.so.2', join(deps, 'lib', 'libtensorflow_framework.so'));
  for (const [path, target] of Object.entries(nvidiaLinks)) {
    const isThere = (await readdir(dirname(join(deps, path))).catch(() => [])).length > 0;
    if (isThere) await symlink(target, join(deps, path));
  }
  await compileAddon(packageFolder, folder);
  for (const part of unpacked) await rm(part, { recursive: true, force: true });
}

/**
 * Where what is kept of a wheel waits until all of its set is there.
 * @param {Wheel} wheel
 */
export const unpackedFolder = ({ name, version, sha256 }) =>
  join(cacheFolder(), 'downloads', `${name}-${version}-${sha256.slice(0, 8)}`);

/**
 * What is kept of a wheel, in a folder of its own.
 * @param {Wheel} wheel
 * @param {string} label for people
 */
function unpackedWheel(wheel, label) {
  return finishedFolder(unpackedFolder(wheel), async (unfinished) => {
    const file = await fetchPinnedWheel(wheel, join(unfinished, 'pip'), label);
    const content = join(unfinished, 'content');
    /** @type {string[]} */
    const kept = [];
    let [bytes, totalBytes] = [0, 0];
    await withProgress(
      `TensorFlow: unpacking ${wheel.name}`,
      () =>
        unzip(file, content, {
          place: (name) => {
            const path = placeOf(wheel.name, name);
            if (path) kept.push(path);
            return path;
          },
          onBytes: (...now) => ([bytes, totalBytes] = now),
        }),
      () => ({ bytes, totalBytes }),
    );
    const missing = missingFrom(wheel.name, kept);
    if (missing.length > 0) throw new Error(`${wheel.name} ${wheel.version} holds no ${missing.join(', ')}`);
    await rm(join(unfinished, 'pip'), { recursive: true });
    for (const name of await readdir(content)) await rename(join(content, name), join(unfinished, name));
    await rm(content, { recursive: true });
  });
}

/**
 * Stops before anything is downloaded where the disk is too full for it.
 * @param {Wheel[]} wheels those that are not unpacked yet
 */
async function checkRoom(wheels) {
  await mkdir(cacheFolder(), { recursive: true });
  const { bavail, bsize } = await statfs(cacheFolder());
  const largest = Math.max(0, ...wheels.map(({ bytes }) => bytes));
  const needed = wheels.reduce((sum, { keptBytes }) => sum + keptBytes, 2 * largest);
  const free = bavail * bsize;
  if (free < needed) {
    throw new Error(
      `no space: ${megabytes(needed)} are needed in ${cacheFolder()}, ${megabytes(free)} are free`,
    );
  }
}

/**
 * The files of a folder in another as well, without their bytes a second time where that is possible.
 * @param {string} from
 * @param {string} to
 */
async function linkFiles(from, to) {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const target = join(to, entry.parentPath.slice(from.length), entry.name);
    await mkdir(dirname(target), { recursive: true });
    const file = join(entry.parentPath, entry.name);
    // Some file systems have no hard links.
    await link(file, target).catch(() => copyFile(file, target));
  }
}
