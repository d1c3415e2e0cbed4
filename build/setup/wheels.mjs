/** The wheels that the set-up fetches, pinned by version and hash: `wheels.json`, which `pin-wheels.mjs` writes. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';
import { readJson } from './record.mjs';
import { nvidiaFiles, nvidiaLinks } from './wheel-files.mjs';

/**
 * @typedef {object} Wheel
 * @property {string} name of its package
 * @property {string} version
 * @property {string} sha256
 * @property {number} bytes of the wheel
 * @property {number} keptBytes of the files in it that are kept
 */

/** @typedef {'cpu' | 'gpu'} Device */

/** @param {string} project */
export const wheelsFile = (project = projectFolder) => join(project, 'build', 'setup', 'wheels.json');

/** @param {string} project @returns {{ tensorflow: string } & Record<string, Wheel[]>} */
export const readWheels = (project = projectFolder) => readJson(wheelsFile(project));

/**
 * The wheels for a device on this machine.
 * @param {Device} device
 * @param {string} project
 * @returns {{ wheels: Wheel[] | undefined, id: string }} `id` names the set in the cache, and changes with what is kept of it;
 *   without `wheels` there are none for this processor
 */
export function wheelsFor(device, project = projectFolder) {
  const all = readWheels(project);
  const wheels = all[`${device}-${process.arch}`];
  if (device === 'cpu') return { wheels, id: `${all.tensorflow}-cpu` };
  const kept = [wheels, Object.entries(nvidiaFiles).map(String), nvidiaLinks];
  const hash = createHash('sha256').update(JSON.stringify(kept)).digest('hex');
  return { wheels, id: `${all.tensorflow}-gpu-${hash.slice(0, 8)}` };
}
