/** The least an epoch of convolutions can take here: its multiply-adds at the speed of a large matrix product. */
import { join } from 'node:path';
import { say, withProgress } from '../../build/setup/say.mjs';
import { runPeer } from '../run-peer.mjs';

const trainingPictures = 60_000;

/**
 * The best product of all libraries that are here counts, each with all cores.
 * @param {import('../peers.mjs').Model} model
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../report/result.mjs').Floor | null>}
 */
export async function measureFloor({ multiplyAdds }, { python, missing }) {
  const script = join(import.meta.dirname, '..', 'python', 'matmul_peer.py');
  /** @type {import('../report/result.mjs').Floor | null} */
  let best = null;
  for (const [variant, library] of /** @type {const} */ ([
    ['tensorflow', 'Keras'],
    ['numpy', 'Keras'],
    ['pytorch', 'PyTorch'],
  ])) {
    if (missing.has(library)) continue;
    try {
      const run = await withProgress(`Floor: large matrix products in ${variant}`, () =>
        runPeer(python, [script, '--variant', variant]),
      );
      const speed = Math.max(...run.multiplyAddsPerSecond);
      if (best && best.multiplyAddsPerSecond > speed) continue;
      best = {
        seconds: (multiplyAdds * trainingPictures) / speed,
        multiplyAddsPerSecond: speed,
        library: run.library,
      };
    } catch (error) {
      say.problem(`No product in ${variant}: ${/** @type {Error} */ (error).message}`);
    }
  }
  return best;
}
