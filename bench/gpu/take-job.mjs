/** One process on the card, and what it measured of each of its peers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hearPeer, peerEnvironment, quietEnvironment } from '../run-peer.mjs';
import { cardEnvironment, usedMemory } from './card.mjs';

/**
 * @typedef {object} CardMemory bytes; null where it can't be told
 * @property {number | null} process all that the process held on the card, with its CUDA context
 * @property {number | null} allocated of these, tensors, as PyTorch counts them
 * @property {number | null} reserved of these, what PyTorch keeps for tensors
 *
 * @typedef {object} GpuRun
 * @property {string} library with its version
 * @property {string} detail how it ran, where it had a choice
 * @property {number} compileSeconds the time before the first epoch: building, compiling, warming up, capturing
 * @property {number[]} epochSeconds as if each were of all pictures: a captured step leaves out a last, smaller batch
 * @property {number} loss mean of the last epoch
 * @property {number} accuracy on the training pictures, of the last epoch
 * @property {CardMemory} memory
 *
 * @typedef {object} Taken by the peer's id
 * @property {Record<string, GpuRun>} runs
 * @property {Record<string, string>} failures why a peer did not get through one epoch
 *
 * @typedef {object} Circumstances
 * @property {string} data folder of the data set
 * @property {string} plans folder of the plans
 * @property {string} scripts folder of the bundled peers
 * @property {string} python
 * @property {boolean} rehearse on the CPU
 * @property {number} pictures
 * @property {number} epochs with the one that warms up
 * @property {boolean} short fewer epochs where they are long
 */

/** A peer is asked to end by itself this long before it is killed. */
const graceSeconds = 5;
/** When time is short, a run ends after so many epochs once they took these seconds. */
const enough = { epochs: 4, seconds: 3 };

/**
 * Never rejects: failures are returned by peer.
 * @param {import('./jobs.mjs').Job} job
 * @param {number} limitSeconds
 * @param {Circumstances} circumstances
 * @returns {Promise<Taken>}
 */
export async function takeJob(job, limitSeconds, circumstances) {
  const { peers } = job;
  const { rehearse, pictures } = circumstances;
  const caches = mkdtempSync(join(tmpdir(), 'wardrobe-bench-'));
  /** @type {Taken} */
  const taken = { runs: {}, failures: {} };
  const before = rehearse ? 0 : usedMemory();
  let [library, detail] = ['', ''];
  let current = /** @type {import('./peers.mjs').GpuPeer} */ (peers[0]);
  try {
    const [program, args] = commandOf(job, limitSeconds, circumstances);
    await hearPeer(program, args, {
      limitSeconds,
      env: {
        ...(rehearse ? peerEnvironment : quietEnvironment),
        // Both libraries on the same one.
        ...(rehearse ? {} : cardEnvironment()),
        // Empty caches: the time to compile is that of a first training.
        WARDROBE_CACHE: join(caches, 'wardrobe'),
        CUDA_CACHE_PATH: join(caches, 'cuda'),
        TORCHINDUCTOR_CACHE_DIR: join(caches, 'inductor'),
        TRITON_CACHE_DIR: join(caches, 'triton'),
      },
      onEvent({ event, ...told }) {
        if (event === 'ready') [library, detail] = [told.library, told.detail ?? ''];
        if (event === 'variant') current = peers.find(({ variant }) => variant === told.variant) ?? current;
        if (event === 'failed') taken.failures[current.id] = told.reason;
        if (event === 'compile')
          taken.runs[current.id] = { ...newRun(library, detail), compileSeconds: told.seconds };
        const run = taken.runs[current.id];
        if (event === 'memory' && run) run.memory = memoryOf(told, before);
        if (event !== 'epoch' || !run) return;
        run.epochSeconds.push((told.seconds * pictures) / told.pictures);
        [run.loss, run.accuracy] = [told.loss, told.accuracy];
      },
    });
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    for (const { id } of peers) taken.failures[id] ??= message;
  } finally {
    rmSync(caches, { recursive: true, force: true });
  }
  return withoutEmptyRuns(taken);
}

/**
 * @param {import('./jobs.mjs').Job} job
 * @param {number} limitSeconds
 * @param {Circumstances} circumstances
 * @returns {[string, string[]]} program and arguments
 */
function commandOf(
  { model, peers },
  limitSeconds,
  { data, plans, scripts, python, rehearse, pictures, epochs, short },
) {
  const shared = {
    data,
    plan: join(plans, `${model.id}.json`),
    device: rehearse ? 'cpu' : 'gpu',
    epochs,
    pictures,
    seconds: Math.max(1, limitSeconds - graceSeconds),
    ...(short ? { 'enough-epochs': enough.epochs, 'enough-seconds': enough.seconds } : {}),
  };
  const options = (/** @type {Record<string, string | number>} */ values) =>
    Object.entries(values).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const bits = peers[0]?.bits;
  if (bits)
    return [
      process.execPath,
      [join(scripts, 'engine-peer.mjs'), ...options({ ...shared, variant: 'race', bits })],
    ];
  const script = join(import.meta.dirname, '..', 'python', 'torch_gpu_peer.py');
  const variants = peers.map(({ variant }) => variant).join(',');
  return [python, [script, ...options({ ...shared, variants })]];
}

/** @param {string} library @param {string} detail @returns {GpuRun} */
const newRun = (library, detail) => ({
  library,
  detail,
  compileSeconds: 0,
  epochSeconds: [],
  loss: Number.NaN,
  accuracy: Number.NaN,
  memory: { process: null, allocated: null, reserved: null },
});

/**
 * @param {{ process: number | null, card: number | null, allocated?: number | null, reserved?: number | null }} told
 * @param {number} before bytes in use on the card before the process began
 * @returns {CardMemory}
 */
const memoryOf = ({ process: own, card, allocated = null, reserved = null }, before) => ({
  process: own ?? (card === null ? null : Math.max(0, card - before)),
  allocated,
  reserved,
});

/** What was measured before a failure counts. @param {Taken} taken @returns {Taken} */
function withoutEmptyRuns({ runs, failures }) {
  const through = Object.entries(runs).filter(([, { epochSeconds }]) => epochSeconds.length > 0);
  const measured = Object.fromEntries(through);
  return {
    runs: measured,
    failures: Object.fromEntries(Object.entries(failures).filter(([id]) => !(id in measured))),
  };
}
