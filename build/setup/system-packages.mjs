/** What Electron, the addon's build and the tests need of the system: asked for only when missing, by Debian's packages. */
import { readdirSync } from 'node:fs';
import { findProgram, runCommand } from './run-command.mjs';
import { findPip } from './fetch-wheels.mjs';
import { say, seconds, withProgress } from './say.mjs';

/**
 * @typedef {object} Need
 * @property {string} what the library or program that is missing, as people know it
 * @property {string[]} packages names of Debian packages that bring it, newest first: one is enough
 * @property {() => Promise<boolean> | boolean} isThere
 */

/** Shared libraries that Electron links or loads. The t64 names are those of Debian 13 and Ubuntu 24.04. */
const libraries = [
  ['libgtk-3.so.0', 'libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3.so', 'libnss3'],
  ['libasound.so.2', 'libasound2t64', 'libasound2'],
  ['libgbm.so.1', 'libgbm1'],
  ['libXss.so.1', 'libxss1'],
];

/** @param {string} name @param {string} debianPackage @returns {Need} */
const program = (name, debianPackage) => ({
  what: name,
  packages: [debianPackage],
  isThere: () => findProgram(name) !== undefined,
});

/** @returns {Promise<Need[]>} */
export async function electronNeeds() {
  const known = await knownLibraries();
  return libraries.map(([file, ...packages]) => ({
    what: /** @type {string} */ (file),
    packages,
    isThere: () => known.has(/** @type {string} */ (file)),
  }));
}

/** @returns {Need[]} */
export const buildNeeds = () => [
  program('python3', 'python3'),
  { what: 'pip', packages: ['python3-pip'], isThere: async () => (await findPip()) !== undefined },
  program('g++', 'g++'),
  program('make', 'make'),
];

/** @returns {Need[]} */
export const testNeeds = () => [program('xvfb-run', 'xvfb'), program('xauth', 'xauth')];

/** Names of the shared libraries that the loader finds. */
async function knownLibraries() {
  const ldconfig = findProgram('ldconfig');
  const listing =
    ldconfig &&
    // It fails where its cache was never made, as in some containers.
    (await runCommand(ldconfig, ['-p'], { limitSeconds: 20, keepOutput: 10_000_000 }).catch(() => undefined));
  if (listing) return new Set(listing.split('\n').map((line) => line.trim().split(' ')[0] ?? ''));
  const folders = [
    '/lib',
    '/usr/lib',
    '/usr/lib64',
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
  ];
  return new Set(
    folders.flatMap((folder) => {
      try {
        return readdirSync(folder);
      } catch {
        return [];
      }
    }),
  );
}

const runsAsRoot = () => process.getuid?.() === 0;

/** @param {Need[]} needs */
export async function missingOf(needs) {
  const there = await Promise.all(needs.map(async (need) => need.isThere()));
  return needs.filter((_, index) => !there[index]);
}

/**
 * Gets what is missing where it may, else prints the command. Going on without is left to the caller.
 * @param {Need[]} needs
 * @param {{ isRoot?: boolean }} [options]
 * @returns {Promise<Need[]>} what is still missing
 */
export async function ensureSystemPackages(needs, { isRoot = runsAsRoot() } = {}) {
  if (process.platform !== 'linux') return [];
  const missing = await missingOf(needs);
  if (missing.length === 0) return [];
  const names = missing.map(({ what }) => what).join(', ');
  const apt = findProgram('apt-get');
  if (!apt) {
    say.problem(`Missing on this system: ${names}`);
    say.note("Install them with your distribution's package manager, then start again.");
    return missing;
  }
  if (!isRoot) {
    say.problem(`Missing on this system: ${names}. To install, type:`);
    say.command(await installCommand(missing, { isRoot }));
    return missing;
  }
  return install(apt, missing, names);
}

/**
 * @param {string} apt
 * @param {Need[]} missing
 * @param {string} names
 */
async function install(apt, missing, names) {
  const begun = performance.now();
  /** @param {string[]} args */
  const runApt = (args) =>
    runCommand(apt, ['-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      limitSeconds: 900,
    });
  let step = '';
  try {
    say.note(`Missing on this system: ${names}`);
    await withProgress(
      'System packages',
      async () => {
        step = 'apt-get update';
        await runApt(['update']);
        const packages = await chosenPackages(missing);
        step = 'apt-get install';
        const args = ['install', '-y', '--no-install-recommends', ...packages];
        await runApt(args).catch(async () => {
          // An installation that was cut off is brought to its end first.
          const dpkg = findProgram('dpkg');
          if (dpkg)
            await runCommand(dpkg, ['--configure', '-a'], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
          await runApt(args);
        });
      },
      () => ({ text: step }),
    );
    const left = await missingOf(missing);
    if (left.length === 0) say.ok(`System packages · by apt-get · ${seconds(performance.now() - begun)}`);
    return left;
  } catch (error) {
    say.problem(`System packages: ${step} failed: ${/** @type {Error} */ (error).message}`);
    say.note(`Still missing: ${names}. To install, type:`);
    say.command(await installCommand(missing, { isRoot: true }));
    return missing;
  }
}

/**
 * What to type to get what is missing, by the names that this system's package lists know.
 * @param {Need[]} missing
 * @param {{ isRoot?: boolean }} [options]
 */
export async function installCommand(missing, { isRoot = runsAsRoot() } = {}) {
  const apt = isRoot ? 'apt-get' : 'sudo apt-get';
  const packages = await chosenPackages(missing);
  return `${apt} update && ${apt} install -y --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Of each need's names the first that this system's package lists know.
 * @param {Need[]} missing
 */
async function chosenPackages(missing) {
  const aptCache = findProgram('apt-cache');
  return Promise.all(
    missing.map(async ({ packages }) => {
      for (const name of packages.slice(0, -1)) {
        const known = aptCache && (await runCommand(aptCache, ['show', name]).catch(() => ''));
        if (known) return name;
      }
      return /** @type {string} */ (packages.at(-1));
    }),
  );
}
