/** What the command line asks for. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * @typedef {object} Options
 * @property {'cpu' | 'gpu'} device
 * @property {string | undefined} only ids of parts, with commas between
 * @property {string | undefined} peers ids, with commas between
 * @property {number} rounds
 * @property {boolean} quick
 * @property {string | undefined} python this one, as it is
 * @property {string | undefined} scripts folder of peers that were bundled before
 * @property {boolean} setUp
 * @property {number} seconds for all of it; Infinity unless told
 * @property {string | undefined} results folder for what is written
 * @property {boolean} rehearse
 */

/**
 * Throws an error in words for people when they can't be understood.
 * @param {string[]} args
 * @returns {Options}
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      device: { type: 'string', default: 'cpu' },
      only: { type: 'string' },
      peers: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      python: { type: 'string' },
      scripts: { type: 'string' },
      'set-up': { type: 'boolean', default: true },
      seconds: { type: 'string' },
      results: { type: 'string' },
      rehearse: { type: 'boolean', default: false },
    },
  });
  const { device, only, peers, quick, python, scripts, results, rehearse } = values;
  if (device !== 'cpu' && device !== 'gpu') throw new Error('--device takes cpu or gpu.');
  const rounds = Number(values.rounds ?? (quick || rehearse ? 1 : 3));
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a number from 1 on.');
  const seconds = Number(values.seconds ?? Infinity);
  if (!(seconds > 0)) throw new Error('--seconds takes a number above 0.');
  if (device === 'cpu' && (values.seconds || rehearse))
    throw new Error('--seconds and --rehearse are for --device gpu.');
  return {
    device,
    only,
    peers,
    rounds,
    quick,
    python: pathOrName(python),
    scripts: scripts && resolve(scripts),
    setUp: values['set-up'],
    seconds,
    results: results && resolve(results),
    rehearse,
  };
}

/** A program without a slash is looked up where programs are. @param {string | undefined} program */
const pathOrName = (program) => (program && /[\\/]/.test(program) ? resolve(program) : program);

/**
 * Those with the wanted ids, in their own order; all when none is named. Throws an error that names an unknown id.
 * @template {{ id: string }} T
 * @param {readonly T[]} all
 * @param {string | undefined} wanted ids, with commas between
 */
export function choose(all, wanted) {
  const ids = wanted?.split(',') ?? all.map(({ id }) => id);
  const unknown = ids.find((id) => !all.some((one) => one.id === id));
  if (unknown !== undefined)
    throw new Error(`"${unknown}" is not one of ${all.map(({ id }) => id).join(', ')}.`);
  return all.filter(({ id }) => ids.includes(id));
}
