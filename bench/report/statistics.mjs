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
 * @property {Spread | null} ratio to the reference in the same round; null where the two never ran in one
 * @property {Spread} compileSeconds
 * @property {number} peakMemory the most of all rounds, bytes
 * @property {number} accuracy on the training pictures after the last epoch of the last round
 * @property {number} epochs in a round
 */

/**
 * One row for each peer that ran, fastest first. A round counts with the median of its epochs.
 * @param {readonly import('../rounds.mjs').Round[]} rounds
 * @param {readonly { id: string, name: string }[]} peers
 * @param {string} referenceId
 * @returns {Row[]}
 */
export function summarise(rounds, peers, referenceId) {
  const rows = peers.flatMap(({ id, name }) => {
    const runs = rounds.flatMap((round) => round.runs[id] ?? []);
    const last = runs.at(-1);
    if (!last) return [];
    const ratios = rounds.flatMap(({ runs: { [id]: run, [referenceId]: reference } }) =>
      run && reference ? [median(run.epochSeconds) / median(reference.epochSeconds)] : [],
    );
    return {
      id,
      name,
      library: last.library,
      detail: last.detail,
      seconds: spread(runs.map(({ epochSeconds }) => median(epochSeconds))),
      ratio: ratios.length > 0 ? spread(ratios) : null,
      compileSeconds: spread(runs.map(({ compileSeconds }) => compileSeconds)),
      peakMemory: Math.max(...runs.map(({ peakMemory }) => peakMemory)),
      accuracy: last.accuracy,
      epochs: last.epochSeconds.length,
    };
  });
  return rows.sort((a, b) => a.seconds.median - b.seconds.median);
}
