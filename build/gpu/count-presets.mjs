/** Trains every preset in both ways with the counting driver, in processes of their own. */
import { cp, mkdir, readFile, readdir, symlink } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { bundleScripts } from '../setup/bundle-scripts.mjs';
import { projectFolder } from '../setup/folders.mjs';
import { runCommand, tellingLine } from '../setup/run-command.mjs';
import { packageOf } from '../setup/tensorflow-check.mjs';
import { judgeCounts } from './judge-counts.mjs';
import { operationLogSettings, readRanWhere, whyNotOnGpu } from './ran-where.mjs';
import { readCalls } from './step-counts.mjs';

/** @typedef {'scheduled' | 'compiled'} Way */

/**
 * @param {string} folder with TensorFlow's `deps` and `lib` for GPUs
 * @param {string} driver the whole counting driver
 * @param {string} work
 * @param {(what: string, problem?: string) => void} assertThat called for each part of a preset's training as it is counted
 */
export async function countPresets(folder, driver, work, assertThat) {
  const script = await prepareScript(folder, join(work, 'app'));
  const presets = /** @type {string[]} */ (JSON.parse(await runCommand(process.execPath, [script])));
  // The slowest first, so that none of them is left over at the end.
  const jobs = presets.reverse().flatMap((preset) => [
    { preset, way: /** @type {Way} */ ('compiled') },
    { preset, way: /** @type {Way} */ ('scheduled') },
  ]);
  const worker = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift())
      await countPreset(script, job, driver, work, assertThat);
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
}

/**
 * @param {string} script
 * @param {{ preset: string, way: Way }} job
 * @param {string} driver
 * @param {string} work
 * @param {(what: string, problem?: string) => void} assertThat
 */
async function countPreset(script, { preset, way }, driver, work, assertThat) {
  const own = join(work, `${preset}-${way}`);
  const [log, messages] = [join(own, 'log.tsv'), join(own, 'messages.txt')];
  await mkdir(own);
  // Into a file: TensorFlow drops lines that a pipe does not take at once.
  const intoFile = ['-c', 'exec "$@" 2>"$0"', messages];
  try {
    await runCommand('sh', [...intoFile, process.execPath, script, preset, way], {
      limitSeconds: 600,
      env: {
        ...operationLogSettings,
        LD_LIBRARY_PATH: driver,
        CUDA_VISIBLE_DEVICES: undefined,
        COUNTING_DRIVER_LOG: log,
        COUNTING_DRIVER_TURNS: join(own, 'turns'),
        // Not the user's: it would note this GPU, and keep plans that were compiled for it.
        WARDROBE_CACHE: join(own, 'cache'),
        // Times mean nothing here, so that there is nothing to choose kernels by.
        XLA_FLAGS: '--xla_gpu_autotune_level=0',
      },
    });
    const ran = await readRanWhere(messages);
    assertThat(
      `${preset}, ${way}: TensorFlow runs every operation on the GPU (${ran.gpu} executions)`,
      whyNotOnGpu(ran),
    );
    for (const [part, { counts, problems }] of Object.entries(
      judgeCounts(way, readCalls(await readFile(log, 'utf8'))),
    ))
      assertThat(`${preset}, ${way}, ${part}: only numbers cross the bus (${counts})`, problems.join('; '));
  } catch (error) {
    const end = (await readFile(messages, 'utf8').catch(() => '')).slice(-64_000);
    const why = `${/** @type {Error} */ (error).message}: ${tellingLine(end)}`;
    assertThat(`${preset} trains ${way} on the counting driver`, why);
  }
}

/**
 * The script in a folder whose packages are the project's, but TensorFlow's for a GPU: the project keeps what it is set up with.
 * @param {string} folder with `deps` and `lib`
 * @param {string} app filled
 * @returns {Promise<string>} its file
 */
async function prepareScript(folder, app) {
  await bundleScripts([join(import.meta.dirname, 'count-steps.ts')], app);
  const addon = packageOf(projectFolder);
  const [packages, scope] = [join(projectFolder, 'node_modules'), '@tensorflow'];
  await mkdir(join(app, 'node_modules', scope), { recursive: true });
  await linkAll(packages, join(app, 'node_modules'), scope);
  await linkAll(join(packages, scope), join(app, 'node_modules', scope), basename(addon));
  const copy = join(app, 'node_modules', scope, basename(addon));
  await cp(addon, copy, {
    recursive: true,
    filter: (path) => !['deps', 'lib'].some((name) => path === join(addon, name)),
  });
  for (const name of ['deps', 'lib']) await symlink(join(folder, name), join(copy, name), 'dir');
  return join(app, 'count-steps.mjs');
}

/**
 * @param {string} from
 * @param {string} to
 * @param {string} except name of what is not linked
 */
async function linkAll(from, to, except) {
  for (const name of await readdir(from))
    if (name !== except) await symlink(join(from, name), join(to, name));
}
