/** What a run of the bench leaves behind for one model. */

/** @typedef {{ processor: string, cores: number, system: string, node: string }} Machine */

/**
 * @typedef {object} Floor of an epoch: its multiply-adds at the speed of a large matrix product
 * @property {number} seconds
 * @property {number} multiplyAddsPerSecond
 * @property {string} library whose product it was
 * @property {import('./statistics.mjs').Spread | null} times what the reference takes, measured right before and after
 */

/**
 * @typedef {object} Result
 * @property {string} id
 * @property {string} name
 * @property {'epoch' | 'whole job'} measures what the seconds are of
 * @property {string} measuredAt ISO time
 * @property {boolean} quick
 * @property {Machine} machine
 * @property {number[]} load of the system when each round began, of which the bench itself is about the cores from the second on
 * @property {string} referenceId
 * @property {import('./statistics.mjs').Row[]} rows
 * @property {import('../rounds.mjs').LeftOut[]} leftOut
 * @property {Floor | null} floor
 */

/** @param {number} value */
const digits = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(1));

/** @param {import('./statistics.mjs').Spread} spread @param {string} unit */
export function words({ median, least, most }, unit) {
  const range = least === most ? '' : ` (${digits(least)}–${digits(most)})`;
  return `${digits(median)}${unit}${range}`;
}

/** @param {Result} result */
export function headings({ measures, referenceId, rows }) {
  const reference = rows.find(({ id }) => id === referenceId)?.name ?? 'Wardrobe, which did not run';
  const before = measures === 'epoch' ? ['before it, s'] : [];
  return ['', `${measures}, s`, `× ${reference}`, ...before, 'peak memory', 'accuracy'];
}

/** The table's cells as text, row by row. @param {Result} result */
export function cells({ measures, rows }) {
  return rows.map((row) => [
    row.name,
    words(row.seconds, ''),
    row.ratio ? words(row.ratio, '×') : '–',
    ...(measures === 'epoch' ? [words(row.compileSeconds, '')] : []),
    row.peakMemory ? `${Math.round(row.peakMemory / 1e6)} MB` : '–',
    `${(100 * row.accuracy).toFixed(1)} % after ${row.epochs}`,
  ]);
}

/** What has to be known to read the figures, a line each. @param {Result} result */
export function notes({ measures, machine, load, quick, rows, floor, leftOut, measuredAt }) {
  const libraries = [...new Set(rows.map(({ library }) => library))].join('; ');
  const counted = `${load.length} ${load.length === 1 ? 'round' : 'rounds'}${quick ? ' (quick)' : ''}`;
  const lines = [
    `Median of ${counted} and, in brackets, the least and the most. Lower is better. A ratio is to the runs right before and right after.`,
    `${machine.processor}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}; ${measuredAt.slice(0, 10)}.`,
    `${libraries}.`,
    `Load of the system as the rounds began: ${load.map((value) => value.toFixed(1)).join(', ')}.`,
    measures === 'epoch'
      ? '"Before it" is building, compiling and warming up. Accuracy is on the training pictures, as training reports it, after that many epochs.'
      : 'Whole processes, from their start to their end. Peak memory is that of the largest. Accuracy is on the test pictures.',
  ];
  const details = rows.flatMap(({ name, detail }) => (detail ? `${name}: ${detail}` : []));
  if (details.length > 0) lines.push(`${details.join('; ')}.`);
  if (floor) {
    const times = floor.times ? `: the graph engine takes ${words(floor.times, '×')}` : '';
    const speed = (floor.multiplyAddsPerSecond / 1e9).toFixed(0);
    lines.push(
      `Floor of an epoch, its multiply-adds at the ${speed} billion a second of a large matrix product in ${floor.library}: ${digits(floor.seconds)} s${times}.`,
    );
  }
  return [...lines, ...leftOut.map(({ name, reason }) => `Left out: ${name}: ${reason.replace(/\.$/, '')}.`)];
}
