/** The TensorFlow library and tfjs-node-gpu's addon: kept in the cache folder, linked into the package, tried once. */
import { existsSync, lstatSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { napiVersion } from './compile-addon.mjs';
import { finishedFolder } from './finished-folder.mjs';
import { folderSize } from './folder-size.mjs';
import { cacheFolder, projectFolder } from './folders.mjs';
import { withLock } from './lock.mjs';
import { readJson, writeJson, writeRecord } from './record.mjs';
import { findProgram, runCommand } from './run-command.mjs';
import { say, seconds, withProgress } from './say.mjs';
import { fillFromWheel, wheelVersion } from './tensorflow-from-wheel.mjs';
import { trySources } from './try-sources.mjs';

/** @typedef {{ version: string, gpu: boolean }} Checked */

/** @param {string} project */
const packageOf = (project) => join(project, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
/** @param {string} project */
const addonOf = (project) => join(packageOf(project), 'lib', `napi-v${napiVersion}`, 'tfjs_binding.node');
/** In node_modules: it is removed when the packages are reinstalled, and the links with it. @param {string} project */
const stampOf = (project) => join(project, 'node_modules', '.wardrobe', 'tensorflow.json');

/** @param {string} project */
function addonStamp(project) {
  const { mtimeMs, size } = statSync(addonOf(project));
  return { mtimeMs, size, node: process.versions.node };
}

/**
 * What the addon of a clone was found to be when it was last tried; undefined when it was never, or has changed since.
 * @param {string} project
 * @returns {Checked | undefined}
 */
export function checkedTensorflow(project = projectFolder) {
  const stamp = readJson(stampOf(project));
  try {
    const now = addonStamp(project);
    const same = stamp.mtimeMs === now.mtimeMs && stamp.size === now.size && stamp.node === now.node;
    return same ? stamp.checked : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} project @returns {Promise<Checked>} */
async function check(project) {
  const output = await runCommand(process.execPath, [join(project, 'build', 'setup', 'check-addon.mjs')], {
    limitSeconds: 120,
  });
  const checked = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  writeJson(stampOf(project), { ...addonStamp(project), checked });
  return checked;
}

/** Whether an NVIDIA GPU answers here. */
async function hasGpu() {
  const program = findProgram('nvidia-smi');
  if (!program) return false;
  return /^GPU /m.test(await runCommand(program, ['-L'], { limitSeconds: 20 }).catch(() => ''));
}

/**
 * Sees to it that the clone's addon loads and computes.
 * @param {string} project
 * @returns {Promise<boolean>} false when no source has it: the fallback engine trains instead
 */
export async function ensureTensorflow(project = projectFolder) {
  if (checkedTensorflow(project)) return true;
  return withLock(join(project, '.cache', 'tensorflow.lock'), async () => {
    if (checkedTensorflow(project)) return true;
    const begun = performance.now();
    if (existsSync(addonOf(project))) {
      try {
        const checked = await check(project);
        return done(checked, 'already there', begun);
      } catch {
        // Half an installation, or one for another machine.
      }
    }
    const { value, source, attempts } = await trySources('TensorFlow', await sourcesFor(project));
    if (value && source) {
      if (!value.wasThere) writeRecord('tensorflow', { version: value.version, source, attempts });
      return done(value, value.wasThere ? 'already in the cache' : `from ${source}`, begun);
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
 * @param {Checked} checked
 * @param {string} from
 * @param {number} begun
 */
function done({ version, gpu }, from, begun) {
  say.ok(`TensorFlow ${version} · ${gpu ? 'GPU' : 'CPU'} · ${from} · ${seconds(performance.now() - begun)}`);
  return true;
}

/** @param {string} project */
async function sourcesFor(project) {
  const packageFolder = packageOf(project);
  const tfjs = readJson(join(packageFolder, 'package.json'))?.version;
  /** @param {boolean} gpu */
  const wheel = (gpu) => ({
    name: `the ${gpu ? 'tensorflow' : 'tensorflow-cpu'} wheel by pip`,
    get: async () => {
      const id = `${wheelVersion}-${gpu ? 'gpu' : 'cpu'}-tfjs-${tfjs}-${process.platform}-${process.arch}`;
      const folder = join(cacheFolder(), 'tensorflow', id);
      const wasThere = existsSync(folder);
      await finishedFolder(folder, (unfinished) => fillFromWheel(unfinished, { packageFolder, gpu }));
      link(packageFolder, folder);
      try {
        return { ...(await check(project)), wasThere };
      } catch (error) {
        link(packageFolder, undefined);
        const { message } = /** @type {Error} */ (error);
        if (wasThere)
          throw new Error(`${message} (its copy in the cache; to fetch it again, remove ${folder})`);
        rmSync(folder, { recursive: true, force: true });
        throw error;
      }
    },
  });
  const installer = {
    name: "tfjs-node-gpu's own installer",
    get: async () => {
      await runInstaller(project);
      return { ...(await check(project)), wasThere: false };
    },
  };
  if (process.platform !== 'linux') return [installer];
  if (!(await hasGpu())) return [wheel(false), installer];
  say.note(
    "An NVIDIA GPU is here: TensorFlow's GPU wheels are tried first (a route that has seen little use).",
  );
  return [wheel(true), wheel(false), installer];
}

/**
 * Points the package's `deps` and `lib` at a folder of the cache, or at nothing.
 * @param {string} packageFolder
 * @param {string | undefined} folder
 */
function link(packageFolder, folder) {
  for (const name of ['deps', 'lib']) {
    const path = join(packageFolder, name);
    if (lstatSync(path, { throwIfNoEntry: false })) rmSync(path, { recursive: true });
    if (folder) symlinkSync(join(folder, name), path, 'dir');
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
