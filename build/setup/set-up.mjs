/** All of the set-up: what does not depend on one another runs at the same time. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from './build-app.mjs';
import { ensureDataset } from './dataset.mjs';
import { electronProgram, ensureElectron, nameMissingLibraries } from './electron.mjs';
import { cacheFolder, projectFolder } from './folders.mjs';
import { interruptible } from './interrupt.mjs';
import { ensurePackages } from './packages.mjs';
import { say } from './say.mjs';
import { buildNeeds, electronNeeds, ensureSystemPackages, testNeeds } from './system-packages.mjs';
import { ensureTensorflow } from './tensorflow.mjs';
import { checkedTensorflow } from './tensorflow-check.mjs';
import { needsBuild } from './tensorflow-sets.mjs';

/**
 * @typedef {object} Wanted
 * @property {boolean} [electron] a window
 * @property {boolean} [tests] what the tests need beyond the app
 * @property {boolean} [dataset]
 */

/**
 * Sets up what is wanted and not yet there. Anything but packages and build may be missing afterwards: the app runs on
 * what is there.
 * @param {Wanted} wanted
 * @returns {Promise<boolean>} false when the app can't run at all
 */
export function setUp({ electron = false, tests = false, dataset = false }) {
  return interruptible(async () => {
    if (!(await needed('Packages', ensurePackages()))) return false;
    const tensorflow = checkedTensorflow();
    if (!(tensorflow && (electronProgram() || !electron))) useWritableCache();
    const needs = [
      ...(needsBuild() ? buildNeeds() : []),
      ...(electron ? await electronNeeds() : []),
      ...(tests ? testNeeds() : []),
    ];
    const system = ensureSystemPackages(needs);
    const [built] = await Promise.all([
      needed('App', ensureBuild()).then(async (built) => {
        if (built && dataset) await optional('Fashion-MNIST', ensureDataset());
        return built;
      }),
      electron && !electronProgram() && optional('Electron', electronAfter(system)),
      tensorflow ??
        optional(
          'TensorFlow',
          system.then(() => ensureTensorflow()),
        ),
      optional('System packages', system),
    ]);
    return built;
  });
}

/** Electron is fetched while the system's libraries come; whether it finds them all is seen afterwards. */
async function electronAfter(/** @type {Promise<unknown>} */ system) {
  await Promise.all([ensureElectron(), system]);
  await nameMissingLibraries();
}

/**
 * A part that nothing runs without: also where not even its lock can be had, that is told and no more.
 * @param {string} part
 * @param {Promise<boolean>} work
 */
async function needed(part, work) {
  try {
    return await work;
  } catch (error) {
    say.problem(`${part}: ${/** @type {Error} */ (error).message}`);
    say.note(`Check who may write in ${projectFolder}, and that the disk is not full.`);
    return false;
  }
}

/**
 * A part that the app can do without: its failure is told and no more.
 * @param {string} part
 * @param {Promise<unknown>} work
 */
async function optional(part, work) {
  try {
    await work;
  } catch (error) {
    say.problem(`${part}: ${/** @type {Error} */ (error).message}`);
  }
}

/** A cache folder that can't be written is replaced by one in the clone, for this set-up and what it starts. */
function useWritableCache() {
  try {
    mkdirSync(cacheFolder(), { recursive: true });
    accessSync(cacheFolder(), constants.W_OK);
  } catch {
    const instead = join(projectFolder, '.cache', 'wardrobe');
    say.problem(`The cache folder ${cacheFolder()} can't be written; ${instead} is used instead.`);
    process.env.WARDROBE_CACHE = instead;
  }
}
