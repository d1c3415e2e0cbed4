/** What the runs on a card say of each peer. */
import { median, spread } from '../report/statistics.mjs';

/**
 * @typedef {object} GpuRow
 * @property {string} id
 * @property {string} name
 * @property {string} library
 * @property {string} detail how it ran in the last run, where it had a choice
 * @property {import('../report/statistics.mjs').Spread} seconds of an epoch
 * @property {number} picturesPerSecond
 * @property {number | null} ratio of its epoch to the reference's; null where that did not run
 * @property {import('../report/statistics.mjs').Spread} compileSeconds
 * @property {import('./take-job.mjs').CardMemory} memory the most of all runs, bytes
 * @property {number} loss mean of the last epoch of the last run
 * @property {number} accuracy on the training pictures, of that epoch
 * @property {number} epochs of that run, the one that warms up among them
 * @property {number} measured epochs of all runs that count
 */

/**
 * One row for each peer that ran, fastest first. A run's first epoch warms up, and counts only where there is no other.
 * @param {Readonly<Record<string, readonly import('./take-job.mjs').GpuRun[]>>} runs by the peer's id
 * @param {readonly { id: string, name: string }[]} peers
 * @param {string} referenceId
 * @param {number} pictures of an epoch
 * @returns {GpuRow[]}
 */
export function rowsOf(runs, peers, referenceId, pictures) {
  const times = (/** @type {string} */ id) =>
    (runs[id] ?? []).flatMap(({ epochSeconds }) => warmedUp(epochSeconds));
  const references = times(referenceId);
  const rows = peers.flatMap(({ id, name }) => {
    const own = runs[id] ?? [];
    const last = own.at(-1);
    if (!last) return [];
    const seconds = spread(times(id));
    const most = (/** @type {keyof import('./take-job.mjs').CardMemory} */ kind) => {
      const values = own.flatMap(({ memory }) => memory[kind] ?? []);
      return values.length > 0 ? Math.max(...values) : null;
    };
    return {
      id,
      name,
      library: last.library,
      detail: last.detail,
      seconds,
      picturesPerSecond: Math.round(pictures / seconds.median),
      ratio: references.length > 0 ? seconds.median / median(references) : null,
      compileSeconds: spread(own.map(({ compileSeconds }) => compileSeconds)),
      memory: { process: most('process'), allocated: most('allocated'), reserved: most('reserved') },
      loss: last.loss,
      accuracy: last.accuracy,
      epochs: last.epochSeconds.length,
      measured: times(id).length,
    };
  });
  return rows.sort((a, b) => a.seconds.median - b.seconds.median);
}

/** @param {readonly number[]} seconds */
const warmedUp = (seconds) => (seconds.length > 1 ? seconds.slice(1) : seconds);
