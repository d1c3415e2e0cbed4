/** npm as the set-up uses it: to install the project's packages, and to fetch single packages that hold parts. */
import { rm, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { folderSize } from './folder-size.mjs';
import { findProgram, runCommand } from './run-command.mjs';
import { withProgress } from './say.mjs';

/** Settings that an outer `npm start` hands down and that would point an inner npm at the wrong folder. */
const ofOuterNpm = /^npm_(config_(local_prefix|prefix|global_prefix)|package_|lifecycle_)/i;

/**
 * @param {string[]} args
 * @param {import('./run-command.mjs').CommandOptions} options
 */
export function runNpm(args, options) {
  const npm = findProgram('npm');
  if (!npm) throw new Error('npm was not found (it comes with Node)');
  /** @type {NodeJS.ProcessEnv} */
  const cleared = {};
  for (const name of Object.keys(process.env)) if (ofOuterNpm.test(name)) cleared[name] = undefined;
  return runCommand(npm, args, { ...options, env: { ...options.env, ...cleared } });
}

/**
 * Fetches one package, without what it depends on and without running anything in it.
 * @param {string} spec name@version
 * @param {string} folder emptied first
 * @param {object} options
 * @param {string} options.label for people
 * @param {number} [options.totalBytes] of the unpacked package, for the progress
 * @returns {Promise<string>} the folder of the unpacked package
 */
export async function fetchNpmPackage(spec, folder, { label, totalBytes }) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const measure = () => folderSize(join(folder, 'node_modules'));
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-save', '--no-package-lock'];
  await withProgress(
    label,
    () =>
      runNpm([...args, '--no-audit', '--no-fund', spec], { cwd: folder, stall: { seconds: 180, measure } }),
    () => ({ bytes: measure(), totalBytes }),
  );
  return join(folder, 'node_modules', spec.slice(0, spec.lastIndexOf('@')));
}
