import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The package that brings TensorFlow's native addon, by name. */
export const addonPackage = '@tensorflow/tfjs-node-gpu';

/** Where NVIDIA's libraries lie beside TensorFlow's; null where TensorFlow was set up for the CPU, or not at all. */
export function gpuLibraries(): string | null {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${addonPackage}/package.json`);
    const folder = join(dirname(manifest), 'deps', 'nvidia');
    return existsSync(folder) ? folder : null;
  } catch {
    return null;
  }
}
