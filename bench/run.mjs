/**
 * `npm run bench`: trains the same models on the same data with Wardrobe and with others, in turns, and compares.
 *   --only classic,whole-job,…     these parts only: classic, convolutional, whole-job, agreement
 *   --peers graph,jax,…            these only (see bench/peers.mjs); the written results stay as they are
 *   --rounds N                     3 unless told
 *   --quick                        one round with fewer epochs; the written results stay as they are
 */
import '../build/setup/node-version.mjs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { homeFolder } from '../build/setup/folders.mjs';
import { interruptible } from '../build/setup/interrupt.mjs';
import { say } from '../build/setup/say.mjs';
import { setUp } from '../build/setup/set-up.mjs';
import { measureAgreement } from './parts/agreement.mjs';
import { measureTraining } from './parts/training.mjs';
import { measureWholeJob } from './parts/whole-job.mjs';
import { models, peers } from './peers.mjs';
import { agreementMarkdown, agreementText } from './report/agreement.mjs';
import { barChart } from './report/chart.mjs';
import { keep } from './report/keep.mjs';
import { markdownTable, terminalTable } from './report/table.mjs';
import { ensurePython } from './setup/python.mjs';

/** @param {string} message @returns {never} */
function refuse(message) {
  say.problem(message);
  process.exit(2);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        peers: { type: 'string' },
        rounds: { type: 'string' },
        quick: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    return refuse(/** @type {Error} */ (error).message);
  }
}

/**
 * Those with the wanted ids; all when none is named.
 * @template {{ id: string }} T
 * @param {readonly T[]} all
 * @param {string | undefined} wanted ids, with commas between
 */
function choose(all, wanted) {
  const ids = wanted?.split(',') ?? all.map(({ id }) => id);
  const unknown = ids.find((id) => !all.some((one) => one.id === id));
  if (unknown !== undefined) refuse(`"${unknown}" is not one of ${all.map(({ id }) => id).join(', ')}.`);
  return all.filter(({ id }) => ids.includes(id));
}

const options = readOptions();
const quick = options.quick;
const rounds = Number(options.rounds ?? (quick ? 1 : 3));
if (!Number.isInteger(rounds) || rounds < 1) refuse('--rounds takes a number from 1 on.');
const wantedPeers = choose(peers, options.peers);
const writes = !quick && !options.peers;

/** @typedef {import('./parts/context.mjs').Context} Context */

/** @type {readonly { id: string, needs: import('./setup/python.mjs').Library[], measure: (context: Context) => Promise<void> }[]} */
const parts = [
  ...models.map((model) => ({
    id: model.id,
    needs: wantedPeers.flatMap(({ library }) => library ?? []),
    measure: async (/** @type {Context} */ context) => tell(await measureTraining(model, context)),
  })),
  { id: 'whole-job', needs: ['Keras'], measure: async (context) => tell(await measureWholeJob(context)) },
  {
    id: 'agreement',
    needs: ['Keras'],
    async measure(context) {
      const agreement = await measureAgreement(context);
      process.stdout.write(`\n${agreementText(agreement)}\n`);
      if (writes) await keep('agreement', agreement, { md: agreementMarkdown(agreement) });
    },
  },
];
const wanted = choose(parts, options.only);

if (!(await setUp({ dataset: true }))) process.exit(1);
await interruptible(async () => {
  const { python, missing } = await ensurePython([...new Set(wanted.flatMap(({ needs }) => needs))]);
  // Only now: vite is one of the packages that the set-up brings.
  const { bundlePeers } = await import('./setup/bundle.mjs');
  const scripts = await bundlePeers(['engine-peer', 'layers-model-peer', 'agreement-peer']);
  const data = join(homeFolder(), 'data', 'fashion-mnist');
  for (const { id, measure } of wanted) {
    try {
      await measure({ rounds, quick, peers: wantedPeers, data, scripts, python, missing });
    } catch (error) {
      say.problem(`${id} was not measured: ${/** @type {Error} */ (error).message}`);
      process.exitCode = 1;
    }
  }
});

/** @param {import('./report/result.mjs').Result} result */
async function tell(result) {
  process.stdout.write(`\n${terminalTable(result)}\n`);
  if (result.rows.length === 0) throw new Error('no peer ran');
  if (writes) await keep(result.id, result, { md: markdownTable(result), svg: barChart(result) });
  else say.note('Not all of it was measured: nothing was written.');
}
