/** All jobs, round after round, as far as the time goes. */
import { jobsOf, limitOf, retryOf } from './jobs.mjs';

/**
 * @typedef {object} Measured of one model, by the peer's id
 * @property {Record<string, import('./take-job.mjs').GpuRun[]>} runs
 * @property {Record<string, string>} reasons why a peer has no run, or no further one
 */

/**
 * A job that failed altogether is not taken again in later rounds; one that took long is taken again only where that time is left.
 * @param {object} options
 * @param {readonly import('./peers.mjs').GpuModel[]} options.models
 * @param {readonly import('./peers.mjs').GpuPeer[]} options.peers
 * @param {number} options.rounds
 * @param {() => number} options.left seconds, or Infinity
 * @param {(job: import('./jobs.mjs').Job, limitSeconds: number, round: number) => Promise<import('./take-job.mjs').Taken>} options.take
 * @param {(model: import('./peers.mjs').GpuModel, measured: Measured) => Promise<void>} options.onTaken after each job
 * @returns {Promise<{ model: import('./peers.mjs').GpuModel, measured: Measured }[]>}
 */
export async function measureAll({ models, peers, rounds, left, take, onTaken }) {
  const all = models.map((model) => ({
    model,
    measured: /** @type {Measured} */ ({ runs: {}, reasons: {} }),
  }));
  let jobs = jobsOf(models, peers);
  for (let round = 1; round <= rounds; round++) {
    const queue = [...jobs];
    jobs = [];
    for (let job = queue.shift(); job; job = queue.shift()) {
      const { model } = job;
      const found = all.find((one) => one.model === model);
      if (!found) continue;
      const { measured } = found;
      const { runs, reasons } = measured;
      const before = left();
      const limit = limitOf(job, queue, before);
      if (limit === null) {
        for (const { id } of job.peers) reasons[id] ??= 'no time was left';
        continue;
      }
      const taken = await take(job, limit, round);
      for (const [id, run] of Object.entries(taken.runs)) (runs[id] ??= []).push(run);
      Object.assign(reasons, taken.failures);
      const took = before === Infinity ? 0 : before - left();
      const again = job.peers.filter(({ id }) => id in taken.runs);
      if (again.length > 0) jobs.push({ ...job, peers: again, least: 1.1 * took, usual: took });
      queue.unshift(...retryOf(job, taken));
      await onTaken(model, measured);
    }
  }
  return all;
}
