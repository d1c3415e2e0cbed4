/** The peers in turns, so that what else the machine does meets all of them. */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { say, withProgress } from '../build/setup/say.mjs';
import { epochsOf } from './peers.mjs';
import { runPeer } from './run-peer.mjs';

/**
 * @typedef {{ load: number, runs: Record<string, import('./run-peer.mjs').PeerRun> }} Round `load` is the system's at its start
 * @typedef {{ name: string, reason: string }} LeftOut
 */

/**
 * @param {object} options
 * @param {import('./peers.mjs').Model} options.model
 * @param {readonly import('./peers.mjs').Peer[]} options.peers
 * @param {number} options.rounds
 * @param {boolean} options.quick
 * @param {string} options.data folder of the data set
 * @param {string} options.scripts folder of the bundled peers
 * @param {string} options.python
 */
export async function runRounds({ model, peers, rounds, quick, data, scripts, python }) {
  /** @type {Round[]} */
  const done = [];
  /** @type {LeftOut[]} */
  const leftOut = peers.flatMap(({ name, only }) =>
    only && only.model !== model.id ? { name, reason: only.reason } : [],
  );
  let racing = peers.filter(({ only }) => !only || only.model === model.id);
  for (let index = 0; index < rounds; index++) {
    /** @type {Round} */
    const round = { load: loadavg()[0] ?? 0, runs: {} };
    done.push(round);
    // Another one begins each time: the first may find the machine cooler than the last.
    const start = index % Math.max(1, racing.length);
    for (const peer of [...racing.slice(start), ...racing.slice(0, start)]) {
      try {
        round.runs[peer.id] = await take(peer, index);
      } catch (error) {
        racing = racing.filter(({ id }) => id !== peer.id);
        leftOut.push({ name: peer.name, reason: /** @type {Error} */ (error).message });
        say.problem(`${peer.name} is left out: ${leftOut.at(-1)?.reason}`);
      }
    }
  }
  return { rounds: done, leftOut };

  /**
   * @param {import('./peers.mjs').Peer} peer
   * @param {number} index
   */
  async function take(peer, index) {
    const epochs = epochsOf(model, peer, quick);
    const args = ['--data', data, '--model', model.id, '--batch', `${model.batch}`, '--epochs', `${epochs}`];
    if (peer.variant) args.push('--variant', peer.variant);
    const [program, script] = peer.library
      ? [python, join(import.meta.dirname, 'python', `${peer.script}.py`)]
      : [process.execPath, join(scripts, `${peer.script}.mjs`)];
    let finished = 0;
    return withProgress(
      `${model.id}, round ${index + 1} of ${rounds}: ${peer.name}`,
      () => runPeer(program, [script, ...args], (so) => (finished = so.epochs)),
      () => ({ text: `${finished} of ${epochs} epochs` }),
    );
  }
}

/**
 * Multiply-adds a second of the best large matrix product, in TensorFlow on all cores.
 * @param {string} python
 */
export async function bestProduct(python) {
  const script = join(import.meta.dirname, 'python', 'matmul_peer.py');
  const { multiplyAddsPerSecond } = await withProgress('Floor: large matrix products', () =>
    runPeer(python, [script]),
  );
  return Math.max(...multiplyAddsPerSecond);
}
