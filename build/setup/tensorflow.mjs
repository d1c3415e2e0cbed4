/** The TensorFlow library and tfjs-node-gpu's addon: kept in the cache folder, linked into the package, tried once. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { finishedFolder } from './finished-folder.mjs';
import { folderSize } from './folder-size.mjs';
import { cacheFolder, projectFolder } from './folders.mjs';
import { withLock } from './lock.mjs';
import { findNvidiaGpu } from '../../src/core/tensorflow/library/nvidia-gpu.mjs';
import { writeRecord } from './record.mjs';
import { runCommand } from './run-command.mjs';
import { megabytes, say, seconds, withProgress } from './say.mjs';
import {
  addonOf,
  checkTensorflow,
  checkOnCpu,
  checkedTensorflow,
  packageOf,
  rememberTensorflow,
} from './tensorflow-check.mjs';
import { canFillFromWheels, fillFromWheels, unpackedFolder } from './tensorflow-from-wheel.mjs';
import { link, putBack, removeAside, setAside } from './tensorflow-links.mjs';
import { hasCurrentSet, setFolder, wheelName } from './tensorflow-sets.mjs';
import { trySources } from './try-sources.mjs';
import { wheelsFor } from './wheels.mjs';
import { retryCommand } from '../../src/core/tensorflow/library/why-no-gpu.mjs';

/** @typedef {import('./tensorflow-check.mjs').Checked} Checked */

/**
 * Sees to it that the clone's addon loads and computes, on the GPU where there is one that it can use.
 * @param {string} project
 * @param {string} root of the file system, to look for a GPU
 * @returns {Promise<boolean>} false when no source has it: the fallback engine trains instead
 */
export async function ensureTensorflow(project = projectFolder, root = '/') {
  if (checkedTensorflow(project, root)) return true;
  return withLock(join(project, '.cache', 'tensorflow.lock'), async () => {
    if (checkedTensorflow(project, root)) return true;
    const begun = performance.now();
    // Of a set-up that was interrupted while it tried another set.
    putBack(packageOf(project));
    const gpu = findNvidiaGpu(root);
    const wantsGpu = gpu.names.length > 0 && !gpu.obstacle;
    const isCurrent = hasCurrentSet(project, wantsGpu);
    // A current GPU set is tried below: a failing GPU takes minutes, and is not tried twice.
    const present = wantsGpu && isCurrent ? undefined : await checkPresent(project, root);
    if (present && isCurrent) {
      rememberTensorflow(present, project, root);
      return done(present, gpu.names, 'already there', begun);
    }
    const canFill = await canFillFromWheels();
    const sources = sourcesFor(project, root, { wantsGpu, present, canFill });
    const { value, source, attempts } = await trySources('TensorFlow', sources);
    removeAside(packageOf(project));
    if (wantsGpu && attempts.length > 0) sayWhatStays(project);
    if (value && source) {
      const { found, ...checked } = value;
      const [failed] = attempts;
      // Remembered too, so that a set-up that takes minutes and fails is not tried at every start.
      if (wantsGpu && failed && !checked.gpu) {
        checked.noGpu = { reason: `its set-up failed: ${failed.error}`, remedy: retryCommand };
      }
      rememberTensorflow(checked, project, root);
      if (!found) writeRecord('tensorflow', { version: checked.version, source, attempts });
      return done(checked, gpu.names, found ?? `from ${source}`, begun);
    }
    writeRecord('tensorflow', { attempts });
    say.problem(
      'TensorFlow could not be had: training works all the same, with the slower engine on WebAssembly.',
    );
    say.note('To try again once the reason above is gone, type:');
    say.command('npm start');
    return false;
  });
}

/**
 * What the addon that is there does; undefined when there is none, half of one, or one for another machine.
 * @param {string} project
 * @param {string} root
 */
async function checkPresent(project, root) {
  if (!existsSync(addonOf(project))) return undefined;
  return checkTensorflow(project, root).catch(() => undefined);
}

/**
 * @param {Checked} checked
 * @param {string[]} gpus
 * @param {string} from
 * @param {number} begun
 */
function done({ version, gpu, noGpu }, gpus, from, begun) {
  say.ok(`TensorFlow ${version} · ${gpu ? 'GPU' : 'CPU'} · ${from} · ${seconds(performance.now() - begun)}`);
  if (!noGpu) return true;
  say.problem(`${gpus.join(', ')}: not used, training runs on the CPU: ${noGpu.reason}.`);
  if (!noGpu.remedy) return true;
  if (noGpu.remedy !== retryCommand) say.note(`What to do: ${noGpu.remedy}.`);
  say.note('To try the GPU again, type:');
  say.command(retryCommand);
  return true;
}

/**
 * @typedef {Checked & { found?: string }} Had `found` tells where, if nothing had to be fetched
 * @typedef {import('./try-sources.mjs').Source<Had>} Source
 */

/**
 * @param {string} project
 * @param {string} root
 * @param {{ wantsGpu: boolean, present: Checked | undefined, canFill: boolean }} options `present` computes, and is kept when
 *   nothing better can be had; without `canFill` each wheel that is not in the cache yet fails for the same reason
 * @returns {Generator<Source>}
 */
function* sourcesFor(project, root, { wantsGpu, present, canFill }) {
  const packageFolder = packageOf(project);
  if (wantsGpu) yield wheelSource('gpu', project, root);
  if (present) {
    if (!wantsGpu) yield wheelSource('cpu', project, root);
    const keep = async () => {
      putBack(packageFolder);
      return { ...present, found: 'as before' };
    };
    return yield { name: 'what was there', get: keep };
  }
  const triesCpu = !wantsGpu || canFill || existsSync(setFolder('cpu', project));
  if (process.platform === 'linux' && triesCpu) yield wheelSource('cpu', project, root);
  if (wantsGpu && existsSync(setFolder('gpu', project))) {
    const onCpu = async () => {
      link(packageFolder, setFolder('gpu', project));
      return { ...(await checkOnCpu(project)), found: 'already in the cache' };
    };
    yield { name: 'the tensorflow wheel without the GPU', get: onCpu };
  }
  const install = async () => {
    await runInstaller(project);
    return checkTensorflow(project, root);
  };
  yield { name: "tfjs-node-gpu's own installer", get: install };
}

/**
 * @param {import('./wheels.mjs').Device} device
 * @param {string} project
 * @param {string} root
 * @returns {Source}
 */
function wheelSource(device, project, root) {
  const packageFolder = packageOf(project);
  return {
    name: `the ${wheelName(device, project)} wheel by pip`,
    get: async () => {
      const { folder, wasThere } = await wheelFolder(device, project);
      setAside(packageFolder);
      link(packageFolder, folder);
      try {
        const checked = await checkTensorflow(project, root);
        return wasThere ? { ...checked, found: 'already in the cache' } : checked;
      } catch (error) {
        // Where it computes without the GPU, its gigabytes are not to blame: they stay for another try.
        const computes = device === 'gpu' && (await checkOnCpu(project).catch(() => null)) !== null;
        link(packageFolder, undefined);
        if (computes) throw error;
        const { message } = /** @type {Error} */ (error);
        if (wasThere)
          throw new Error(`${message} (its copy in the cache; to fetch it anew, remove ${folder})`);
        rmSync(folder, { recursive: true, force: true });
        throw error;
      }
    },
  };
}

/**
 * The folder of the cache with TensorFlow's libraries for a device and the addon, filled if it is not there.
 * @param {import('./wheels.mjs').Device} device
 * @param {string} project
 */
export async function wheelFolder(device, project = projectFolder) {
  const { wheels } = wheelsFor(device, project);
  if (!wheels) throw new Error(`there is none for ${process.arch}`);
  const folder = setFolder(device, project);
  const wasThere = existsSync(folder);
  if (!wasThere && device === 'gpu') sayWhatGpuTakes(wheels);
  const packageFolder = packageOf(project);
  await finishedFolder(folder, (unfinished) => fillFromWheels(unfinished, { packageFolder, wheels }));
  if (!wasThere && device === 'gpu') nameOlderSets(folder);
  return { folder, wasThere };
}

/** @param {import('./wheels.mjs').Wheel[]} wheels */
function sayWhatGpuTakes(wheels) {
  const sum = (/** @type {number[]} */ sizes) => megabytes(sizes.reduce((total, size) => total + size, 0));
  const [download, disk] = [
    sum(wheels.map(({ bytes }) => bytes)),
    sum(wheels.map(({ keptBytes }) => keptBytes)),
  ];
  say.note(`TensorFlow for NVIDIA GPUs: up to ${download} to download, ${disk} on the disk.`);
}

/**
 * After a set-up that failed on its way.
 * @param {string} project
 */
function sayWhatStays(project) {
  const folders = (wheelsFor('gpu', project).wheels ?? []).map(unpackedFolder);
  const bytes = folders.reduce((sum, folder) => sum + folderSize(folder), 0);
  if (bytes === 0) return;
  const place = join(cacheFolder(), 'downloads');
  say.note(
    `What was unpacked of the GPU libraries, ${megabytes(bytes)}, stays in ${place} for the next attempt.`,
  );
}

/**
 * GPU libraries of another version take gigabytes. They are not removed: another clone may use them.
 * @param {string} folder of the present ones
 */
function nameOlderSets(folder) {
  const older = readdirSync(dirname(folder)).filter(
    (name) => name.includes('-gpu-') && name !== basename(folder) && !/\.(lock|unfinished)/.test(name),
  );
  for (const name of older) {
    say.note(
      `Older GPU libraries can be removed once no other clone uses them: ${join(dirname(folder), name)}`,
    );
  }
}

/**
 * TensorFlow 2.9.1 and a ready-made addon, or one compiled by node-gyp. A machine behind a firewall is told apart by
 * nothing arriving.
 * @param {string} project
 */
async function runInstaller(project) {
  const packageFolder = packageOf(project);
  link(packageFolder, undefined);
  const measure = () => folderSize(join(packageFolder, 'deps')) + folderSize(join(packageFolder, 'lib'));
  const binaries = join(project, 'node_modules', '.bin');
  await withProgress(
    "TensorFlow: tfjs-node-gpu's own installer",
    () =>
      runCommand(process.execPath, [join(packageFolder, 'scripts', 'install.js'), 'gpu', 'download'], {
        cwd: packageFolder,
        env: { PATH: [binaries, process.env.PATH].join(delimiter) },
        stall: { seconds: 60, measure },
      }),
    () => ({ bytes: measure() }),
  );
}
