/** Builds the counting driver, which takes the place of NVIDIA's where there is no GPU. Its README.md says what it does. */
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../setup/run-command.mjs';

/**
 * Folders for LD_LIBRARY_PATH.
 * @typedef {object} CountingDriver
 * @property {string} whole with its runtime, cuBLAS and cuDNN: TensorFlow trains with it, and nothing is computed
 * @property {string} alone the driver only: TensorFlow opens NVIDIA's own libraries
 */

/**
 * @param {string} deps folder with TensorFlow's `lib`
 * @param {string} work folder for both
 * @returns {Promise<CountingDriver>}
 */
export async function buildCountingDriver(deps, work) {
  const [whole, alone] = [join(work, 'driver'), join(work, 'driver-alone')];
  const script = join(import.meta.dirname, 'counting-driver', 'build.sh');
  await runCommand('bash', [script, join(deps, 'lib'), whole], { limitSeconds: 300 });
  await mkdir(alone, { recursive: true });
  for (const name of ['libcuda.so.1', 'libnvidia-ml.so.1'])
    await symlink(join(whole, 'counting-driver.so'), join(alone, name));
  return { whole, alone };
}
