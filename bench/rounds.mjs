/** The peers in turns, the reference between every two of them, so that what else the machine does meets both sides of a ratio. */
import { loadavg } from 'node:os';
import { say } from '../build/setup/say.mjs';

/**
 * @typedef {import('./run-peer.mjs').PeerRun} PeerRun
 * @typedef {object} Round
 * @property {number} load the system's at its start
 * @property {Record<string, PeerRun[]>} runs by the peer's id
 * @property {Record<string, PeerRun[][]>} beside for each of the peer's runs the reference's right before and right after
 * @typedef {{ name: string, reason: string }} LeftOut
 */

/**
 * A peer that fails is left out from then on, with the reason. One with more `visits` runs so often in a round.
 * @template {{ id: string, name: string, visits?: number }} P
 * @param {object} options
 * @param {readonly P[]} options.peers
 * @param {string} options.referenceId
 * @param {number} options.rounds
 * @param {(peer: P, round: string) => Promise<PeerRun>} options.take
 * @returns {Promise<{ rounds: Round[], leftOut: LeftOut[] }>}
 */
export async function runRounds({ peers, referenceId, rounds, take }) {
  /** @type {Round[]} */
  const done = [];
  /** @type {LeftOut[]} */
  const leftOut = [];
  let racing = [...peers];
  /** @param {P} peer @param {Round} round @returns {Promise<PeerRun[]>} none where it fails */
  const attempt = async (peer, round) => {
    try {
      const run = await take(peer, `round ${done.length} of ${rounds}`);
      (round.runs[peer.id] ??= []).push(run);
      return [run];
    } catch (error) {
      racing = racing.filter(({ id }) => id !== peer.id);
      leftOut.push({ name: peer.name, reason: /** @type {Error} */ (error).message });
      say.problem(`${peer.name} is left out: ${leftOut.at(-1)?.reason}`);
      return [];
    }
  };
  for (let index = 0; index < rounds; index++) {
    /** @type {Round} */
    const round = { load: loadavg()[0] ?? 0, runs: {}, beside: {} };
    done.push(round);
    const takeReference = async () => {
      const reference = racing.find(({ id }) => id === referenceId);
      return reference ? attempt(reference, round) : [];
    };
    let before = await takeReference();
    for (const peer of inTurns(
      racing.filter(({ id }) => id !== referenceId),
      index,
    )) {
      if (!racing.includes(peer)) continue;
      const ran = (await attempt(peer, round)).length > 0;
      const after = await takeReference();
      if (ran) (round.beside[peer.id] ??= []).push([...before, ...after]);
      before = after;
    }
  }
  return { rounds: done, leftOut };
}

/**
 * Another one begins each round: the first may find the machine cooler than the last. Further visits come after all first ones.
 * @template {{ visits?: number }} P
 * @param {readonly P[]} peers
 * @param {number} round from 0
 */
function inTurns(peers, round) {
  const start = round % Math.max(1, peers.length);
  const once = [...peers.slice(start), ...peers.slice(0, start)];
  const most = Math.max(0, ...once.map(({ visits = 1 }) => visits));
  return Array.from({ length: most }, (_, visit) => once.filter(({ visits = 1 }) => visits > visit)).flat();
}
