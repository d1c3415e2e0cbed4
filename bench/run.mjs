/**
 * `npm run bench`: trains the same models on the same data with Wardrobe and with others, in turns, and compares.
 *   --only classic|convolutional   one of the two models
 *   --peers graph,jax,…            these only (see bench/peers.mjs); the written results stay as they are
 *   --rounds N                     3 unless told
 *   --quick                        one round with fewer epochs
 */
import '../build/setup/node-version.mjs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, type } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { homeFolder } from '../build/setup/folders.mjs';
import { interruptible } from '../build/setup/interrupt.mjs';
import { say } from '../build/setup/say.mjs';
import { setUp } from '../build/setup/set-up.mjs';
import { models, peers, referenceId } from './peers.mjs';
import { barChart } from './report/chart.mjs';
import { summarise } from './report/statistics.mjs';
import { markdownTable, terminalTable } from './report/table.mjs';
import { bestProduct, runRounds } from './rounds.mjs';
import { ensurePython } from './setup/python.mjs';

const trainingPictures = 60_000;
const results = join(import.meta.dirname, 'results');

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
const wantedModels = choose(models, options.only);
const wantedPeers = choose(peers, options.peers);

if (!(await setUp({ dataset: true }))) process.exit(1);
await interruptible(async () => {
  const withFloor = wantedModels.some(({ floor }) => floor);
  const libraries = new Set(wantedPeers.flatMap(({ library }) => library ?? []));
  if (withFloor) libraries.add('Keras');
  const { python, missing } = await ensurePython([...libraries]);
  const ready = wantedPeers.filter(({ library }) => !library || !missing.has(library));
  // Only now: vite is one of the packages that the set-up brings.
  const { bundlePeers } = await import('./setup/bundle.mjs');
  const scripts = await bundlePeers(['graph-peer', 'layers-model-peer']);
  const data = join(homeFolder(), 'data', 'fashion-mnist');

  for (const model of wantedModels) {
    const measuredAt = new Date().toISOString();
    const speed = model.floor && !missing.has('Keras') ? await bestProduct(python) : null;
    const measured = await runRounds({ model, peers: ready, rounds, quick, data, scripts, python });
    /** @type {import('./report/result.mjs').Result} */
    const result = {
      model: model.id,
      name: model.name,
      measuredAt,
      quick,
      machine: {
        processor: cpus()[0]?.model.trim() ?? 'unknown',
        cores: cpus().length,
        system: `${type()} ${release()}`,
        node: process.versions.node,
      },
      load: measured.rounds.map(({ load }) => load),
      referenceId,
      rows: summarise(measured.rounds, ready, referenceId),
      leftOut: [...[...missing].map(([library, reason]) => ({ name: library, reason })), ...measured.leftOut],
      floor: speed && {
        seconds: (model.multiplyAdds * trainingPictures) / speed,
        multiplyAddsPerSecond: speed,
      },
    };
    await keep(result);
  }
});

/** @param {import('./report/result.mjs').Result} result */
async function keep(result) {
  process.stdout.write(`\n${terminalTable(result)}\n`);
  if (result.rows.length === 0) return say.problem('No peer ran: nothing was written.');
  if (options.peers) return say.note('Only some peers took part: nothing was written.');
  mkdirSync(results, { recursive: true });
  const file = join(results, result.model);
  // As the formatter wants it, which passes over none of the project's JSON files.
  const { format, resolveConfig } = await import('prettier');
  const style = { ...(await resolveConfig(`${file}.json`)), filepath: `${file}.json` };
  writeFileSync(`${file}.json`, await format(JSON.stringify(result), style));
  writeFileSync(`${file}.md`, markdownTable(result));
  writeFileSync(`${file}.svg`, barChart(result));
  say.ok(`Written: ${file}.json, .md and .svg`);
}
