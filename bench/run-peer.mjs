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

/** Keeps noise out. */
export const quietEnvironment = {
  TF_CPP_MIN_LOG_LEVEL: '2',
  PYTHONDONTWRITEBYTECODE: '1',
};

/**
 * The bench compares what a user gets who has set nothing: threads, oneDNN and devices are as the libraries choose. Only a GPU is
 * kept out, and noise.
 */
export const peerEnvironment = { ...quietEnvironment, CUDA_VISIBLE_DEVICES: '-1' };

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
  await hearPeer(program, args, {
    limitSeconds,
    env: peerEnvironment,
    onEvent: ({ event, ...told }) => {
      if (event === 'ready') [run.library, run.detail] = [told.library, told.detail ?? ''];
      if (event === 'compile') run.compileSeconds = told.seconds;
      if (event === 'product') run.multiplyAddsPerSecond.push(told.multiplyAddsPerSecond);
      if (event === 'done') run.peakMemory = told.peakMemory;
      if (event !== 'epoch') return;
      run.epochSeconds.push(told.seconds);
      run.accuracy = told.accuracy;
      onEpoch({ epochs: run.epochSeconds.length });
    },
  });
  return run;
}

/**
 * Runs a peer to its end and hands over each event as it is told. Rejects with one line that says why when the peer fails, or ends
 * before its event `done`.
 * @param {string} program
 * @param {string[]} args
 * @param {object} options
 * @param {number} options.limitSeconds
 * @param {NodeJS.ProcessEnv} options.env added to the bench's own
 * @param {(told: any) => void} options.onEvent
 */
export async function hearPeer(program, args, { limitSeconds, env, onEvent }) {
  let done = false;
  await runCommand(program, args, {
    limitSeconds,
    env,
    onLine: (line) => {
      if (!line.startsWith('{"event"')) return;
      const told = JSON.parse(line);
      done ||= told.event === 'done';
      onEvent(told);
    },
  });
  if (!done) throw new Error('it ended before it was done');
}
