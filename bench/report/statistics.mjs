/** Middle and spread of what was measured. */

/** @param {readonly number[]} values at least one */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = /** @type {number} */ (sorted[middle]);
  return sorted.length % 2 ? upper : /** @type {number} */ (sorted[middle - 1] + upper) / 2;
}

/**
 * @typedef {{ median: number, least: number, most: number }} Spread
 * @param {readonly number[]} values at least one
 * @returns {Spread}
 */
export const spread = (values) => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
});

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} name
 * @property {string} library
 * @property {string} detail how it ran in the last round, where it had a choice
 * @property {Spread} seconds of an epoch
 * @property {Spread | null} ratio to the reference right before and right after; null where the two never ran so
 * @property {Spread} compileSeconds
 * @property {number} peakMemory the most of all rounds, bytes
 * @property {number} accuracy on the training pictures after the last epoch of the last round
 * @property {number} epochs of a run
 */

/**
 * One row for each peer that ran, fastest first. A run, and a round, counts with the median of its epochs.
 * @param {readonly import('../rounds.mjs').Round[]} rounds
 * @param {readonly { id: string, name: string }[]} peers
 * @param {string} referenceId
 * @returns {Row[]}
 */
export function summarise(rounds, peers, referenceId) {
  const rows = peers.flatMap(({ id, name }) => {
    const ofRounds = rounds.flatMap((round) => (round.runs[id] ? [round.runs[id]] : []));
    const runs = ofRounds.flat();
    const last = runs.at(-1);
    if (!last) return [];
    const ratios =
      id === referenceId
        ? [1]
        : rounds.flatMap(({ runs: { [id]: ran = [] }, beside: { [id]: beside = [] } }) =>
            ran.flatMap((run, visit) => ratioTo(run, beside[visit] ?? [])),
          );
    return {
      id,
      name,
      library: last.library,
      detail: last.detail,
      seconds: spread(ofRounds.map(secondsOf)),
      ratio: ratios.length > 0 ? spread(ratios) : null,
      compileSeconds: spread(runs.map(({ compileSeconds }) => compileSeconds)),
      peakMemory: Math.max(...runs.map(({ peakMemory }) => peakMemory)),
      accuracy: last.accuracy,
      epochs: last.epochSeconds.length,
    };
  });
  return rows.sort((a, b) => a.seconds.median - b.seconds.median);
}

/**
 * None where the reference did not run.
 * @param {import('../rounds.mjs').PeerRun} run
 * @param {readonly import('../rounds.mjs').PeerRun[]} references
 */
const ratioTo = (run, references) =>
  references.length > 0
    ? [secondsOf([run]) / mean(references.map((reference) => secondsOf([reference])))]
    : [];

/** @param {readonly import('../rounds.mjs').PeerRun[]} runs */
const secondsOf = (runs) => median(runs.flatMap(({ epochSeconds }) => epochSeconds));

/** @param {readonly number[]} values at least one */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
