/** The TensorFlow library out of its Python wheel, and the addon compiled against it. */
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { compileAddon } from './compile-addon.mjs';
import { fetchWheels } from './fetch-wheels.mjs';
import { finishedFolder } from './finished-folder.mjs';
import { cacheFolder } from './folders.mjs';
import { withProgress } from './say.mjs';
import { unzip } from './unzip.mjs';

export const wheelVersion = '2.21.0';

/** Of the wheel's eleven thousand headers those that the addon's sources reach. */
const neededHeaders =
  /^tensorflow\/include\/(tensorflow\/c\/|tensorflow\/core\/platform\/|tsl\/platform\/|xla\/tsl\/c\/)/;

/**
 * Where a file of TensorFlow's wheel goes, within the folder that the addon's build expects.
 * @param {string} name
 */
export function placeOfTensorflow(name) {
  if (/^tensorflow\/libtensorflow_(cc|framework)\.so\.2$/.test(name)) return `lib/${basename(name)}`;
  return neededHeaders.test(name) ? name.replace(/^tensorflow\//, '') : undefined;
}

/**
 * Where a file of one of NVIDIA's wheels goes: TensorFlow's library searches `../nvidia` beside its own folder.
 * @param {string} name
 */
const placeOfNvidia = (name) => (/^nvidia\/.*\.so(\.\d+)*$/.test(name) ? name : undefined);

/**
 * Fetches, unpacks and compiles into `folder`.
 * @param {string} folder
 * @param {{ packageFolder: string, gpu: boolean }} options
 */
export async function fillFromWheel(folder, { packageFolder, gpu }) {
  const name = gpu ? 'tensorflow' : 'tensorflow-cpu';
  // Kept until all is done, so that an interruption meanwhile costs no second download.
  const fetched = join(cacheFolder(), 'downloads', `${name}-${wheelVersion}`);
  await finishedFolder(fetched, async (unfinished) => {
    const work = join(unfinished, 'pip');
    const [wheel] = await fetchWheels(
      [`${name}==${wheelVersion}`],
      work,
      `TensorFlow: ${name} ${wheelVersion} by pip`,
    );
    await rename(/** @type {string} */ (wheel), join(unfinished, basename(/** @type {string} */ (wheel))));
    if (gpu) {
      const requirements = await nvidiaRequirements(
        join(unfinished, basename(/** @type {string} */ (wheel))),
      );
      for (const file of await fetchWheels(requirements, work, "TensorFlow: NVIDIA's libraries by pip")) {
        await rename(file, join(unfinished, basename(file)));
      }
    }
    await rm(work, { recursive: true, force: true });
  });
  const deps = join(folder, 'deps');
  for (const file of await readdir(fetched)) await unpack(join(fetched, file), deps);
  await symlink('libtensorflow_cc.so.2', join(deps, 'lib', 'libtensorflow.so'));
  await symlink('libtensorflow_cc.so.2', join(deps, 'lib', 'libtensorflow.so.2'));
  await symlink('libtensorflow_framework.so.2', join(deps, 'lib', 'libtensorflow_framework.so'));
  await compileAddon(packageFolder, folder);
  await rm(fetched, { recursive: true, force: true });
}

/**
 * @param {string} wheel
 * @param {string} deps
 */
async function unpack(wheel, deps) {
  const place = basename(wheel).startsWith('tensorflow') ? placeOfTensorflow : placeOfNvidia;
  let [bytes, totalBytes] = [0, 0];
  await withProgress(
    'TensorFlow: unpacking',
    () => unzip(wheel, deps, { place, onBytes: (...now) => ([bytes, totalBytes] = now) }),
    () => ({ bytes, totalBytes }),
  );
}

/**
 * NVIDIA's packages that a wheel of TensorFlow asks for on a machine with a GPU (its extra `and-cuda`).
 * @param {string} wheel
 */
export async function nvidiaRequirements(wheel) {
  const folder = `${wheel}.metadata`;
  await mkdir(folder, { recursive: true });
  try {
    await unzip(wheel, folder, {
      place: (name) => (name.endsWith('.dist-info/METADATA') ? 'METADATA' : undefined),
    });
    return requirementsOf(await text(createReadStream(join(folder, 'METADATA'))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} metadata of a wheel */
export function requirementsOf(metadata) {
  return [...metadata.matchAll(/^Requires-Dist: (nvidia-[^;]+?)\s*;.*extra == ["']and-cuda["']/gm)].map(
    ([, requirement]) => /** @type {string} */ (requirement).replace(/[\s()]/g, ''),
  );
}
