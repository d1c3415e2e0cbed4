/** One peer in its own process, and what it told. */
import { runCommand } from '../build/setup/run-command.mjs';

/**
 * @typedef {object} PeerRun
 * @property {string} library with its version
 * @property {string} detail how it ran, where it had a choice
 * @property {number} compileSeconds the time before the first epoch: building, compiling, warming up
 * @property {number[]} epochSeconds
 * @property {number} accuracy on the training pictures, of the last epoch
 * @property {number} peakMemory bytes
 * @property {number[]} multiplyAddsPerSecond of large matrix products
 */

/** An hour is more than the slowest peer takes on one core. */
const limitSeconds = 3600;

/**
 * The bench compares what a user gets who has set nothing: threads, oneDNN and devices are as the libraries choose. Only a GPU is
 * kept out, and noise.
 */
export const peerEnvironment = {
  CUDA_VISIBLE_DEVICES: '-1',
  TF_CPP_MIN_LOG_LEVEL: '2',
  PYTHONDONTWRITEBYTECODE: '1',
};

/** What is known of a peer before it has told anything. @returns {PeerRun} */
export const nothingYet = () => ({
  library: '',
  detail: '',
  compileSeconds: 0,
  epochSeconds: [],
  accuracy: 0,
  peakMemory: 0,
  multiplyAddsPerSecond: [],
});

/**
 * Runs it to its end. Rejects with one line that says why when it fails.
 * @param {string} program
 * @param {string[]} args
 * @param {(done: { epochs: number }) => void} onEpoch
 * @returns {Promise<PeerRun>}
 */
export async function runPeer(program, args, onEpoch = () => {}) {
  const run = nothingYet();
  let done = false;
  await runCommand(program, args, {
    limitSeconds,
    env: peerEnvironment,
    onLine: (line) => {
      if (!line.startsWith('{"event"')) return;
      const { event, ...told } = JSON.parse(line);
      if (event === 'ready') [run.library, run.detail] = [told.library, told.detail ?? ''];
      if (event === 'compile') run.compileSeconds = told.seconds;
      if (event === 'product') run.multiplyAddsPerSecond.push(told.multiplyAddsPerSecond);
      if (event === 'done') [done, run.peakMemory] = [true, told.peakMemory];
      if (event !== 'epoch') return;
      run.epochSeconds.push(told.seconds);
      run.accuracy = told.accuracy;
      onEpoch({ epochs: run.epochSeconds.length });
    },
  });
  if (!done) throw new Error('it ended before it was done');
  return run;
}
