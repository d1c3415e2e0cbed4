/** What tfjs-node-gpu's addon of a clone was found to be when it was last tried, and trying it. */
import { existsSync, rmSync, statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { napiVersion } from './compile-addon.mjs';
import { cacheFolder, projectFolder } from './folders.mjs';
import { cardEnvironment } from '../../src/core/tensorflow/library/card-environment.mjs';
import { findNvidiaGpu } from '../../src/core/tensorflow/library/nvidia-gpu.mjs';
import { readJson, writeJson } from './record.mjs';
import { runCommand } from './run-command.mjs';
import { withProgress } from './say.mjs';
import { wheelsFor } from './wheels.mjs';
import { gpuLogSettings, whyNoGpu } from '../../src/core/tensorflow/library/why-no-gpu.mjs';

/**
 * @typedef {object} Checked
 * @property {string} version of TensorFlow
 * @property {boolean} gpu whether it takes a GPU
 * @property {import('../../src/core/tensorflow/library/nvidia-gpu.mjs').NoGpu} [noGpu] why it takes none although one is there
 */

/** @param {string} project */
export const packageOf = (project) => join(project, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
/** NVIDIA's libraries, there with a GPU set only. @param {string} project */
const librariesOf = (project) => join(packageOf(project), 'deps', 'nvidia');
/** @param {string} project */
export const addonOf = (project) =>
  join(packageOf(project), 'lib', `napi-v${napiVersion}`, 'tfjs_binding.node');
/** In node_modules: it is removed when the packages are reinstalled, and the links with it. @param {string} project */
const stampOf = (project) => join(project, 'node_modules', '.wardrobe', 'tensorflow.json');

/**
 * What the answer depends on: the addon, what is pinned, Node, and the GPU and driver that were looked at.
 * @param {string} project
 * @param {string} root of the file system
 */
function circumstances(project, root) {
  const { mtimeMs, size } = statSync(addonOf(project));
  const { names, driver, obstacle } = findNvidiaGpu(root);
  const usesGpu = names.length > 0 && !obstacle;
  const pinned = wheelsFor(usesGpu ? 'gpu' : 'cpu', project).id;
  return { mtimeMs, size, pinned, node: process.versions.node, gpu: { names, driver, usesGpu } };
}

/**
 * What the addon of a clone was found to be when it was last tried; undefined when it was never, or when addon, pinned
 * wheels, GPU or driver have changed since.
 * @param {string} project
 * @param {string} [root] of the file system, to look for a GPU
 * @returns {Checked | undefined}
 */
export function checkedTensorflow(project = projectFolder, root = '/') {
  const { checked, ...then } = readJson(stampOf(project)) ?? {};
  try {
    return isDeepStrictEqual(then, circumstances(project, root)) ? checked : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Lets the next set-up try everything again.
 * @param {string} project
 */
export const forgetTensorflow = (project = projectFolder) => rmSync(stampOf(project), { force: true });

/**
 * Environment for a program that may use the GPU: it leaves room for others on the card, and what the driver compiles for a new
 * card is kept for the trainings that follow, where the user has it kept.
 */
const gpuSettings = () => {
  const settings = cardEnvironment(cacheFolder());
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, process.env[name] ?? value]),
  );
};

/**
 * Loads the addon in a program of its own. Rejects when it doesn't load or computes wrongly.
 * @param {string} project
 * @param {string} root of the file system, to look for a GPU
 * @returns {Promise<Checked>}
 */
export async function checkTensorflow(project, root) {
  const { names, obstacle } = findNvidiaGpu(root);
  const hasGpu = names.length > 0;
  const mayUseGpu = hasGpu && !obstacle && existsSync(librariesOf(project));
  const run = () => runCheck(project, { limitSeconds: mayUseGpu ? 1200 : 120 });
  const log = await (mayUseGpu
    ? withProgress('TensorFlow: trying the GPU (a new card takes minutes, once)', run)
    : run());
  const checked = answerOf(log);
  return hasGpu && !checked.gpu
    ? { ...checked, noGpu: obstacle ?? whyNoGpu(log, librariesOf(project)) }
    : checked;
}

/**
 * Does the same without a GPU.
 * @param {string} project
 */
export const checkOnCpu = async (project) =>
  answerOf(await runCheck(project, { limitSeconds: 120, env: { CUDA_VISIBLE_DEVICES: '-1' } }));

/** @param {string} log @returns {Checked} */
const answerOf = (log) => JSON.parse(/^\{"version".*$/m.exec(log)?.[0] ?? '');

/**
 * @param {string} project
 * @param {{ limitSeconds: number, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} what the program wrote, with TensorFlow's log
 */
function runCheck(project, { limitSeconds, env }) {
  /** @type {string | undefined} */
  let failure;
  return runCommand(process.execPath, [join(project, 'build', 'setup', 'check-addon.mjs')], {
    limitSeconds,
    env: { ...gpuLogSettings, ...gpuSettings(), ...env },
    onLine: (line) => {
      if (line.startsWith('Error: ')) failure = line.replace(/^(Error: )+/, '');
    },
  }).catch((/** @type {Error} */ error) => {
    // Otherwise a line of TensorFlow's log would be taken for the reason.
    throw new Error(failure ?? error.message);
  });
}

/**
 * Notes what the addon was found to be, as long as what it depends on stays as it is.
 * @param {Checked} checked
 * @param {string} project
 * @param {string} root of the file system, to look for a GPU
 */
export function rememberTensorflow(checked, project, root) {
  writeJson(stampOf(project), { ...circumstances(project, root), checked });
}
