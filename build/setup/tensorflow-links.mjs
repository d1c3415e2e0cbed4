/** Where the package finds TensorFlow: its `deps` and `lib` lead to a set of the cache; what they were before can be put back. */
import { existsSync, lstatSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const names = ['deps', 'lib'];
/** @param {string} packageFolder @param {string} name */
const asideOf = (packageFolder, name) => join(packageFolder, `${name}.before`);
/** @param {string} path also of a link that leads nowhere */
const isThere = (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/**
 * Points the package at a folder of the cache, or at nothing; what was there is removed.
 * @param {string} packageFolder
 * @param {string | undefined} folder
 */
export function link(packageFolder, folder) {
  for (const name of names) {
    const path = join(packageFolder, name);
    if (isThere(path)) rmSync(path, { recursive: true });
    if (folder) symlinkSync(join(folder, name), path, 'dir');
  }
}

/**
 * Moves what the package has out of the way, until it is put back or removed.
 * @param {string} packageFolder
 */
export function setAside(packageFolder) {
  removeAside(packageFolder);
  for (const name of names) {
    const path = join(packageFolder, name);
    if (isThere(path)) renameSync(path, asideOf(packageFolder, name));
  }
}

/**
 * Puts back what was set aside, where something was; also after an interruption.
 * @param {string} packageFolder
 */
export function putBack(packageFolder) {
  // It goes first: without it, what is left was being removed.
  if (!isThere(asideOf(packageFolder, 'deps'))) return removeAside(packageFolder);
  for (const name of names) {
    const [path, aside] = [join(packageFolder, name), asideOf(packageFolder, name)];
    if (!isThere(aside)) continue;
    if (isThere(path)) rmSync(path, { recursive: true });
    renameSync(aside, path);
  }
}

/** @param {string} packageFolder */
export function removeAside(packageFolder) {
  for (const name of names) rmSync(asideOf(packageFolder, name), { recursive: true, force: true });
}

/**
 * The name of the set that the package is linked with; undefined if it is not linked, or if the library lies in the package itself.
 * @param {string} packageFolder
 */
export function linkedSet(packageFolder) {
  const deps = join(packageFolder, 'deps');
  if (!existsSync(deps) || !lstatSync(deps).isSymbolicLink()) return undefined;
  return basename(dirname(realpathSync(deps)));
}
