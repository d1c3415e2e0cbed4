/** The packages of package-lock.json, in node_modules. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';
import { withLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { readJson } from './record.mjs';
import { say, seconds, withProgress } from './say.mjs';

/**
 * Whether node_modules holds what the lock file names. npm writes node_modules/.package-lock.json as the last thing it
 * does, so an interrupted installation has none. Optional packages may be absent: most are for other platforms.
 * @param {string} project
 */
export function packagesAreReady(project = projectFolder) {
  const wanted = readJson(join(project, 'package-lock.json'))?.packages;
  const installed = readJson(join(project, 'node_modules', '.package-lock.json'))?.packages;
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    if (!found) return optional === true;
    return found.version === version && found.integrity === integrity;
  });
}

/**
 * Installs the packages unless they are there.
 * @param {string} project
 * @returns {Promise<boolean>} false when they can't be had
 */
export async function ensurePackages(project = projectFolder) {
  if (packagesAreReady(project)) return true;
  return withLock(join(project, '.cache', 'packages.lock'), async () => {
    if (packagesAreReady(project)) return true;
    const begun = performance.now();
    const args = existsSync(join(project, 'package-lock.json')) ? ['ci'] : ['install'];
    try {
      await withProgress('Packages: npm ci', () =>
        runNpm([...args, '--no-audit', '--no-fund'], { cwd: project }),
      );
    } catch (error) {
      say.problem(`The packages could not be installed: ${/** @type {Error} */ (error).message}`);
      say.note('Nothing runs without them. To see all of what npm says:');
      say.command(`npm ${args[0]}`);
      return false;
    }
    say.ok(`Packages · from the npm registry · ${seconds(performance.now() - begun)}`);
    return true;
  });
}
