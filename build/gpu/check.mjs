/**
 * `npm run check:gpu`: whether a training could run on an NVIDIA GPU, as far as that shows without one. A line an assertion;
 * exit code 1 when one does not hold. Fetches the GPU wheels into the cache the first time.
 */
import '../setup/node-version.mjs';
import { existsSync, realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { projectFolder } from '../setup/folders.mjs';
import { interruptible } from '../setup/interrupt.mjs';
import { ensurePackages } from '../setup/packages.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { say } from '../setup/say.mjs';
import { buildNeeds, ensureSystemPackages } from '../setup/system-packages.mjs';
import { wheelFolder } from '../setup/tensorflow.mjs';
import { askTensorflow } from './ask-tensorflow.mjs';
import { countPresets } from './count-presets.mjs';
import { buildCountingDriver } from './counting-driver.mjs';
import { assembles, openedLibraries } from './gpu-libraries.mjs';
import { readRecordedKernels } from './recorded-kernels.mjs';

let failures = 0;

/**
 * @param {string} what is asserted
 * @param {string} [problem] why it does not hold; none or an empty one when it does
 */
function assertThat(what, problem) {
  if (problem) failures++;
  process.stdout.write(problem ? `FAILED  ${what}: ${problem}\n` : `ok      ${what}\n`);
}

/** @param {string} work folder for what is only needed meanwhile */
async function check(work) {
  const { folder } = await wheelFolder('gpu');
  say.note(`The GPU libraries are in ${folder}.`);
  const deps = join(folder, 'deps');
  const driver = await buildCountingDriver(deps, work);
  const { missing, takesDevice } = await openedLibraries(folder, driver.alone);
  assertThat('TensorFlow opens every library it asks for', missing.join('; '));
  assertThat('TensorFlow takes the device', takesDevice ? undefined : 'it skips it');

  const { ptxas, libdevice, notLoaded, registry } = await askTensorflow(deps, work, driver.alone);
  assertThat('every library that is kept can be loaded', notLoaded.join('; '));
  const isOwn = (/** @type {string} */ file) => isBelow(join(deps, 'nvidia'), file);
  assertThat(`XLA finds ptxas (${ptxas})`, isOwn(ptxas) ? undefined : 'not the one beside TensorFlow');
  assertThat('ptxas assembles', await assembles(join(deps, 'nvidia', 'cuda_nvcc', 'bin', 'ptxas'), work));
  assertThat(
    `XLA finds libdevice (${libdevice})`,
    isOwn(libdevice) ? undefined : 'not the one beside TensorFlow',
  );

  const { operations } = await readRecordedKernels();
  const same = isDeepStrictEqual(operations, registry);
  const remedy = 'node build/gpu/record-kernels.mjs';
  assertThat('the recorded GPU kernels are those of TensorFlow', same ? undefined : `record them: ${remedy}`);
  assertThat('every preset keeps pictures, activations and weights on the GPU', await placementProblem());

  say.note('Training every preset on a driver that counts and computes nothing: some minutes.');
  await countPresets(folder, driver.whole, work, assertThat);
}

/** @param {string} folder @param {string} file */
const isBelow = (folder, file) =>
  existsSync(file) && realpathSync(file).startsWith(`${realpathSync(folder)}${sep}`);

/** Runs the test that places every preset's operations; undefined when it passes. */
async function placementProblem() {
  /** @type {string[]} */
  const failed = [];
  const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');
  const test = join('test', 'core', 'graph', 'gpu-kernels.test.ts');
  try {
    await runCommand(process.execPath, [vitest, 'run', test], {
      cwd: projectFolder,
      env: { NO_COLOR: '1', FORCE_COLOR: undefined },
      onLine: (line) => {
        const problem = /^\s*\+\s+"(.*)",$/.exec(line)?.[1];
        if (problem) failed.push(problem);
      },
    });
    return undefined;
  } catch (error) {
    return [...new Set(failed)].join('; ') || /** @type {Error} */ (error).message;
  }
}

if (process.platform !== 'linux' || process.arch !== 'x64') {
  say.problem('TensorFlow has GPU wheels for Linux on x86-64 only.');
  process.exit(1);
}
await interruptible(async () => {
  const work = await mkdtemp(join(tmpdir(), 'wardrobe-gpu-'));
  try {
    if (!(await ensurePackages())) throw new Error('the packages could not be installed');
    await ensureSystemPackages(buildNeeds());
    await check(work);
  } catch (error) {
    assertThat('the check runs to its end', /** @type {Error} */ (error).message);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});
process.exitCode = failures > 0 ? 1 : 0;
