/**
 * `npm run bench`: trains the same models on the same data with Wardrobe and with others, in turns, and compares.
 *   --device gpu                   on this machine's NVIDIA card against PyTorch; cpu unless told
 *   --only classic,whole-job,…     these parts only: classic, convolutional, whole-job, agreement;
 *                                  on a GPU classic, convolutional, strong, best
 *   --peers graph,jax,…            these only (see bench/peers.mjs and bench/gpu/peers.mjs); the written results stay as they are
 *   --rounds N                     3 unless told
 *   --quick                        one round with fewer epochs; the written results stay as they are
 *   --results FOLDER               writes the results there, also partial ones
 * On a machine without network:
 *   --no-set-up                    uses app and data set as they are
 *   --python PROGRAM               uses this Python and its packages as they are
 *   --scripts FOLDER               uses peers bundled before by `node bench/setup/bundle.mjs FOLDER`, within the app's folder
 * With --device gpu:
 *   --seconds N                    limits the wall time of the whole run: the most important parts first, fewer epochs and rounds
 *   --rehearse                     runs everything on the CPU with few pictures, to test the bench itself
 */
import '../build/setup/node-version.mjs';
import { join } from 'node:path';
import { homeFolder } from '../build/setup/folders.mjs';
import { interruptible } from '../build/setup/interrupt.mjs';
import { say } from '../build/setup/say.mjs';
import { setUp } from '../build/setup/set-up.mjs';
import { benchOnCpu } from './on-cpu.mjs';
import { benchOnGpu } from './on-gpu.mjs';
import { readOptions } from './options.mjs';
import { ensurePython } from './setup/python.mjs';

/**
 * @typedef {object} Bench
 * @property {string | null} problem why it can't be done here, and what to do
 * @property {import('./setup/python.mjs').Library[]} libraries that it needs
 * @property {(found: Found) => Promise<void>} measure
 *
 * @typedef {object} Found what the set-up found
 * @property {string} data folder of the data set
 * @property {string} scripts folder of the bundled peers
 * @property {string} python
 * @property {ReadonlyMap<import('./setup/python.mjs').Library, string>} missing why a library is
 */

function readCommandLine() {
  try {
    const options = readOptions(process.argv.slice(2));
    return { options, bench: options.device === 'gpu' ? benchOnGpu(options) : benchOnCpu(options) };
  } catch (error) {
    say.problem(/** @type {Error} */ (error).message);
    return process.exit(2);
  }
}

const { options, bench } = readCommandLine();
if (bench.problem) {
  say.problem(bench.problem);
  process.exit(1);
}
if (options.setUp && !(await setUp({ dataset: true }))) process.exit(1);
await interruptible(async () => {
  const { python, missing } = options.python
    ? { python: options.python, missing: new Map() }
    : await ensurePython(bench.libraries);
  await bench.measure({
    data: join(homeFolder(), 'data', 'fashion-mnist'),
    scripts: options.scripts ?? (await bundle()),
    python,
    missing,
  });
});

async function bundle() {
  // Only now: vite is one of the packages that the set-up brings.
  const { bundlePeers } = await import('./setup/bundle.mjs');
  return bundlePeers();
}
