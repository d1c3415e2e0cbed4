/** The sets of TensorFlow's libraries that are pinned: one for each device, in the cache, and whether a clone has the one it should. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cacheFolder, projectFolder } from './folders.mjs';
import { findNvidiaGpu } from '../../src/core/tensorflow/library/nvidia-gpu.mjs';
import { readJson } from './record.mjs';
import { addonOf, checkedTensorflow, packageOf } from './tensorflow-check.mjs';
import { linkedSet } from './tensorflow-links.mjs';
import { wheelsFor } from './wheels.mjs';

/**
 * The wheel with TensorFlow itself. The one for the CPU is called `tensorflow` too on some processors.
 * @param {import('./wheels.mjs').Device} device
 * @param {string} project
 */
export const wheelName = (device, project) =>
  device === 'gpu' ? 'tensorflow' : (wheelsFor('cpu', project).wheels?.[0]?.name ?? 'tensorflow-cpu');

/**
 * Where the cache has, or will have, the set that is pinned for a device.
 * @param {import('./wheels.mjs').Device} device
 * @param {string} project
 */
export function setFolder(device, project) {
  const tfjs = readJson(join(packageOf(project), 'package.json'))?.version;
  const name = `${wheelsFor(device, project).id}-tfjs-${tfjs}-${process.platform}-${process.arch}`;
  return join(cacheFolder(), 'tensorflow', name);
}

/**
 * Whether the clone has the set that is pinned for this machine. One that is not of the cache, but of the package's installer, does
 * where no GPU is to be used, and so does a GPU set.
 * @param {string} project
 * @param {boolean} wantsGpu
 */
export function hasCurrentSet(project, wantsGpu) {
  if (!existsSync(addonOf(project))) return false;
  const linked = linkedSet(packageOf(project));
  if (!linked) return !wantsGpu;
  const current = wantsGpu
    ? [setFolder('gpu', project)]
    : [setFolder('cpu', project), setFolder('gpu', project)];
  return current.some((folder) => basename(folder) === linked);
}

/**
 * Whether the addon has to be compiled before TensorFlow can be tried.
 * @param {string} project
 * @param {string} root of the file system, to look for a GPU
 */
export function needsBuild(project = projectFolder, root = '/') {
  if (process.platform !== 'linux' || checkedTensorflow(project, root)) return false;
  const { names, obstacle } = findNvidiaGpu(root);
  const wantsGpu = names.length > 0 && !obstacle;
  return !hasCurrentSet(project, wantsGpu) && !existsSync(setFolder(wantsGpu ? 'gpu' : 'cpu', project));
}
