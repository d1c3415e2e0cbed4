/** The peers in turns, so that what else the machine does meets all of them. */
import { loadavg } from 'node:os';
import { say } from '../build/setup/say.mjs';

/**
 * @typedef {{ load: number, runs: Record<string, import('./run-peer.mjs').PeerRun> }} Round `load` is the system's at its start
 * @typedef {{ name: string, reason: string }} LeftOut
 */

/**
 * A peer that fails is left out from then on, with the reason.
 * @template {{ id: string, name: string }} P
 * @param {object} options
 * @param {readonly P[]} options.peers
 * @param {number} options.rounds
 * @param {(peer: P, round: string) => Promise<import('./run-peer.mjs').PeerRun>} options.take
 * @returns {Promise<{ rounds: Round[], leftOut: LeftOut[] }>}
 */
export async function runRounds({ peers, rounds, take }) {
  /** @type {Round[]} */
  const done = [];
  /** @type {LeftOut[]} */
  const leftOut = [];
  let racing = [...peers];
  for (let index = 0; index < rounds; index++) {
    /** @type {Round} */
    const round = { load: loadavg()[0] ?? 0, runs: {} };
    done.push(round);
    // Another one begins each time: the first may find the machine cooler than the last.
    const start = index % Math.max(1, racing.length);
    for (const peer of [...racing.slice(start), ...racing.slice(0, start)]) {
      try {
        round.runs[peer.id] = await take(peer, `round ${index + 1} of ${rounds}`);
      } catch (error) {
        racing = racing.filter(({ id }) => id !== peer.id);
        leftOut.push({ name: peer.name, reason: /** @type {Error} */ (error).message });
        say.problem(`${peer.name} is left out: ${leftOut.at(-1)?.reason}`);
      }
    }
  }
  return { rounds: done, leftOut };
}
