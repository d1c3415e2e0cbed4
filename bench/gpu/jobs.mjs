/** The processes of a round in order, and how long each may take. */
import { stages } from './peers.mjs';

/**
 * @typedef {object} Job
 * @property {import('./peers.mjs').GpuModel} model
 * @property {readonly import('./peers.mjs').GpuPeer[]} peers one of Wardrobe's, or some of PyTorch's
 * @property {number} stage
 * @property {number} least seconds in which it makes sense
 * @property {number} usual seconds
 */

/** More than any job takes. */
const mostSeconds = 900;

/**
 * @param {readonly import('./peers.mjs').GpuModel[]} models
 * @param {readonly import('./peers.mjs').GpuPeer[]} peers those that were asked for
 * @returns {Job[]} the most important first
 */
export const jobsOf = (models, peers) =>
  stages.flatMap((visits, stage) =>
    models.flatMap((model) =>
      visits.flatMap((visit) => {
        const wanted = visit.peers.flatMap((wantedId) => peers.find(({ id }) => id === wantedId) ?? []);
        if (wanted.length === 0) return [];
        return [{ model, peers: wanted, stage, least: visit.least, usual: visit.usual * model.work }];
      }),
    ),
  );

/**
 * Time limit of a job in whole seconds: what is left after the usual time of the later jobs of its stage, or its share where
 * time is short. Null when there is too little time for it.
 * @param {Job} job
 * @param {readonly Job[]} later jobs of the round
 * @param {number} left seconds, or Infinity
 */
export function limitOf({ stage, least, usual }, later, left) {
  if (left < least) return null;
  if (left === Infinity) return mostSeconds;
  const others = later.reduce((sum, job) => (job.stage === stage ? sum + job.usual : sum), 0);
  const share = (left * usual) / (usual + others);
  return Math.floor(Math.min(mostSeconds, Math.max(least, left - others, share)));
}

/**
 * After a failure the later variants of a process may have failed because of it (a broken CUDA context): they get a new process.
 * @param {Job} job
 * @param {import('./take-job.mjs').Taken} taken
 * @returns {Job[]}
 */
export function retryOf(job, { runs }) {
  const [, ...others] = job.peers.filter(({ id }) => !(id in runs));
  return others.length > 0 ? [{ ...job, peers: others }] : [];
}
