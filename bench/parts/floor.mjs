/** The least an epoch of convolutions can take here: its multiply-adds at the speed of a large matrix product. */
import { join } from 'node:path';
import { say, withProgress } from '../../build/setup/say.mjs';
import { spread } from '../report/statistics.mjs';
import { runPeer } from '../run-peer.mjs';

const trainingPictures = 60_000;
const script = join(import.meta.dirname, '..', 'python', 'matmul_peer.py');

/** @typedef {{ id: 'floor', name: string, variant: string }} FloorPeer takes part in the rounds like a peer */

/**
 * The library with the best product of all that are here, each with all cores.
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<FloorPeer | null>}
 */
export async function chooseFloor({ python, missing }) {
  /** @type {FloorPeer | null} */
  let best = null;
  let highest = 0;
  for (const [variant, library] of /** @type {const} */ ([
    ['tensorflow', 'Keras'],
    ['numpy', 'Keras'],
    ['pytorch', 'PyTorch'],
  ])) {
    if (missing.has(library)) continue;
    const name = `large matrix products in ${variant}`;
    try {
      const run = await withProgress(`Floor: ${name}`, () => runPeer(python, [script, '--variant', variant]));
      const speed = Math.max(...run.multiplyAddsPerSecond);
      if (speed <= highest) continue;
      highest = speed;
      best = { id: 'floor', name, variant };
    } catch (error) {
      say.problem(`No product in ${variant}: ${/** @type {Error} */ (error).message}`);
    }
  }
  return best;
}

/**
 * Large matrix products, as if each were an epoch.
 * @param {FloorPeer} floor
 * @param {import('../peers.mjs').Model} model
 * @param {string} python
 */
export async function takeFloor({ variant }, { multiplyAdds }, python) {
  const run = await runPeer(python, [script, '--variant', variant]);
  return {
    ...run,
    epochSeconds: run.multiplyAddsPerSecond.map((speed) => (multiplyAdds * trainingPictures) / speed),
  };
}

/**
 * What the rounds say of it.
 * @param {import('../report/statistics.mjs').Row} row
 * @param {import('../peers.mjs').Model} model
 * @returns {import('../report/result.mjs').Floor}
 */
export function floorOf({ seconds, library, ratio }, { multiplyAdds }) {
  return {
    seconds: seconds.median,
    multiplyAddsPerSecond: (multiplyAdds * trainingPictures) / seconds.median,
    library,
    times: ratio && spread([1 / ratio.least, 1 / ratio.median, 1 / ratio.most]),
  };
}
