/** The recording of TensorFlow's GPU kernels that `npm test` reads, since it downloads no GPU wheels. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../setup/folders.mjs';

/** @typedef {import('./kernel-registry.mjs').KernelRegistry} KernelRegistry */

const file = join(projectFolder, 'test', 'fixtures', 'gpu-kernels.json');

/** @returns {Promise<{ tensorflow: string, operations: KernelRegistry }>} */
export const readRecordedKernels = async () => JSON.parse(await readFile(file, 'utf8'));

/**
 * @param {string} tensorflow its version
 * @param {KernelRegistry} operations
 */
export async function writeRecordedKernels(tensorflow, operations) {
  const lines = Object.entries(operations).map(
    ([op, content]) => `${JSON.stringify(op)}:${JSON.stringify(content)}`,
  );
  // A line an operation, so that a new version of TensorFlow shows as a small difference.
  await writeFile(
    file,
    `{"tensorflow":${JSON.stringify(tensorflow)},"operations":{\n${lines.join(',\n')}\n}}\n`,
  );
}
