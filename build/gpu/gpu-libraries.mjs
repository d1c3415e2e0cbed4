/** Whether TensorFlow opens the GPU libraries, with the counting driver in place of NVIDIA's, and whether ptxas runs. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { napiVersion } from '../setup/compile-addon.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { gpuLogSettings } from '../../src/core/tensorflow/library/why-no-gpu.mjs';

/** What TensorFlow 2.21 opens before it takes a GPU; it opens no other by itself. */
const opened = ['cuda', 'cudart', 'cublas', 'cublasLt', 'cufft', 'cusolver', 'cusparse', 'cudnn'];

/**
 * Loads the addon. The process ends with a failure once the device has been taken, since NVIDIA's libraries need more of a driver.
 * @param {string} folder with `deps` and `lib`
 * @param {string} driver folder of the counting driver alone
 * @returns {Promise<{ missing: string[], takesDevice: boolean }>} `missing`: libraries that were not opened, with the reason
 */
export async function openedLibraries(folder, driver) {
  const addon = join(folder, 'lib', `napi-v${napiVersion}`, 'tfjs_binding.node');
  /** @type {string[]} */
  const lines = [];
  await runCommand(process.execPath, [join(import.meta.dirname, 'load-addon.mjs'), addon], {
    limitSeconds: 120,
    env: { ...gpuLogSettings, LD_LIBRARY_PATH: driver, CUDA_VISIBLE_DEVICES: undefined },
    onLine: (line) => lines.push(line),
  }).catch(() => undefined);
  const log = lines.join('\n');
  const refused = [...log.matchAll(/Could not load dynamic library '[^']+'; dlerror: ([^;\n]*)/g)].map(
    ([, why = '']) => why,
  );
  const silent = opened.filter((name) => !log.includes(`opened dynamic library lib${name}.so`));
  return {
    missing: refused.length > 0 ? refused : silent.map((name) => `lib${name} was not opened`),
    takesDevice: log.includes('Adding visible gpu devices: 0'),
  };
}

/** The smallest kernel. */
const kernel = '.version 8.0\n.target sm_90\n.address_size 64\n.visible .entry nothing() { ret; }\n';

/**
 * @param {string} ptxas
 * @param {string} work
 * @returns {Promise<string | undefined>} why it does not run or does not assemble
 */
export async function assembles(ptxas, work) {
  const source = join(work, 'nothing.ptx');
  await writeFile(source, kernel);
  try {
    await runCommand(ptxas, ['--gpu-name', 'sm_90', source, '-o', join(work, 'nothing.cubin')], {
      limitSeconds: 60,
    });
    return undefined;
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}
