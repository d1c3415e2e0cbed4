/** The bench on an NVIDIA card: Wardrobe's graph engine against PyTorch. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../build/setup/run-command.mjs';
import { say, withProgress } from '../build/setup/say.mjs';
import { findCard } from './gpu/card.mjs';
import { measureAll } from './gpu/measure-all.mjs';
import { gpuModels, gpuPeers, referenceId } from './gpu/peers.mjs';
import { rowsOf } from './gpu/rows.mjs';
import { takeJob } from './gpu/take-job.mjs';
import { choose } from './options.mjs';
import { circumstances } from './parts/context.mjs';
import { barChart } from './report/chart.mjs';
import { gpuMarkdown, gpuText, verdict } from './report/gpu-result.mjs';
import { keep } from './report/keep.mjs';

/** Of a run; the first warms up. */
const [usualEpochs, quickEpochs] = [6, 3];
const [allPictures, picturesOfRehearsal] = [60_000, 2048];

/**
 * Throws an error that names an unknown model or peer.
 * @param {import('./options.mjs').Options} options
 * @returns {import('./run.mjs').Bench}
 */
export function benchOnGpu(options) {
  const models = choose(gpuModels, options.only);
  const peers = choose(gpuPeers, options.peers);
  const card = options.rehearse ? null : findCard();
  return {
    problem:
      card || options.rehearse
        ? null
        : 'No NVIDIA card was found (nvidia-smi does not answer): run this on a machine with one and its driver, or leave out --device gpu.',
    libraries: peers.some(({ variant }) => variant) ? ['PyTorch'] : [],
    measure: (found) => measure({ options, models, peers, card }, found),
  };
}

/**
 * @typedef {object} Wanted
 * @property {import('./options.mjs').Options} options
 * @property {readonly import('./gpu/peers.mjs').GpuModel[]} models
 * @property {readonly import('./gpu/peers.mjs').GpuPeer[]} peers
 * @property {import('./gpu/card.mjs').Card | null} card
 */

/**
 * @param {Wanted} wanted
 * @param {import('./run.mjs').Found} found
 */
async function measure({ options, models, peers, card }, { data, scripts, python, missing }) {
  const { rounds, quick, rehearse, results, seconds } = options;
  const lacking = missing.get('PyTorch');
  const epochs = quick || rehearse ? quickEpochs : usualEpochs;
  const pictures = rehearse ? picturesOfRehearsal : allPictures;
  const writes = results !== undefined || !(quick || rehearse || options.peers !== undefined);
  const plans = mkdtempSync(join(tmpdir(), 'wardrobe-bench-'));
  const surroundings = {
    data,
    plans,
    scripts,
    python,
    rehearse,
    pictures,
    epochs,
    short: seconds < Infinity,
  };
  try {
    await runCommand(process.execPath, [join(scripts, 'write-gpu-plans.mjs'), plans, `${epochs}`]);
    const all = await measureAll({
      models,
      peers: peers.filter(({ variant }) => !(variant && lacking)),
      rounds,
      // Since the bench itself was started.
      left: () => seconds - performance.now() / 1000,
      async take(job, limit, round) {
        const names = job.peers.map(({ name }) => name).join(' and ');
        const label = `${job.model.id}, round ${round} of ${rounds}: ${names}`;
        const taken = await withProgress(label, () => takeJob(job, limit, surroundings));
        for (const { id, name } of job.peers)
          if (taken.failures[id]) say.problem(`${job.model.id}: ${name}: ${taken.failures[id]}`);
        return taken;
      },
      async onTaken(model, measured) {
        // At once: whatever ends the bench, this is there. The usual folder gets whole results only.
        if (results !== undefined) await write(resultOf(model, measured), results);
      },
    });
    for (const { model, measured } of all) {
      const result = resultOf(model, measured);
      if (measured.runs[referenceId] && writes && results === undefined) await write(result, undefined);
      tell(result);
    }
    if (!writes) say.note('Not all of it was measured: nothing was written.');
  } finally {
    rmSync(plans, { recursive: true, force: true });
  }

  /**
   * @param {import('./gpu/peers.mjs').GpuModel} model
   * @param {import('./gpu/measure-all.mjs').Measured} measured
   * @returns {import('./report/gpu-result.mjs').GpuResult}
   */
  function resultOf({ id, name }, { runs, reasons }) {
    const { batchSize } = JSON.parse(readFileSync(join(plans, `${id}.json`), 'utf8'));
    const reasonOf = (/** @type {import('./gpu/peers.mjs').GpuPeer} */ peer) =>
      reasons[peer.id] ?? (peer.variant && lacking) ?? 'its turn had not come';
    return {
      ...circumstances(options),
      id: `gpu-${id}`,
      name: `${name}, batch ${batchSize}, on a GPU`,
      measures: 'epoch',
      card,
      pictures,
      seconds: seconds < Infinity ? seconds : null,
      referenceId,
      rows: rowsOf(runs, peers, referenceId, pictures),
      leftOut: peers.flatMap((peer) => (runs[peer.id] ? [] : { name: peer.name, reason: reasonOf(peer) })),
    };
  }
}

/** @param {import('./report/gpu-result.mjs').GpuResult} result @param {string | undefined} folder */
async function write(result, folder) {
  if (result.rows.length === 0) return;
  const views = { md: gpuMarkdown(result), svg: barChart({ ...result, floor: null }) };
  await keep(result.id, result, views, folder);
}

/** @param {import('./report/gpu-result.mjs').GpuResult} result */
function tell(result) {
  process.stdout.write(`\n${gpuText(result)}\n`);
  const told = verdict(result);
  if (told) say.ok(`${result.name}: ${told}`);
  if (result.rows.length === 0) process.exitCode = 1;
}
