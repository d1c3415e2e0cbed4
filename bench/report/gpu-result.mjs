/** What the bench on a card leaves behind for one model, and its table. */
import { words } from './result.mjs';
import { markdownOf, textOf } from './table.mjs';

/**
 * @typedef {object} GpuResult
 * @property {string} id
 * @property {string} name
 * @property {'epoch'} measures
 * @property {string} measuredAt ISO time
 * @property {boolean} quick
 * @property {import('./result.mjs').Machine} machine
 * @property {import('../gpu/card.mjs').Card | null} card null for a rehearsal on the CPU
 * @property {number} pictures of an epoch
 * @property {number | null} seconds that were given for all models; null without a limit
 * @property {string} referenceId
 * @property {import('../gpu/rows.mjs').GpuRow[]} rows
 * @property {import('../rounds.mjs').LeftOut[]} leftOut
 */

/** @param {number | null} bytes */
const megabytes = (bytes) => (bytes === null ? '–' : `${Math.round(bytes / 1e6)} MB`);

const headings = [
  '',
  'epoch, s',
  'pictures/s',
  '× Wardrobe',
  'before it, s',
  'GPU memory',
  "PyTorch's own",
  'loss',
  'accuracy',
];

/** @param {GpuResult} result */
const cells = ({ rows }) =>
  rows.map((row) => [
    row.name,
    fine(row.seconds),
    row.picturesPerSecond.toLocaleString('en'),
    row.ratio === null ? '–' : `${row.ratio.toFixed(2)}×`,
    words(row.compileSeconds, ''),
    megabytes(row.memory.process),
    row.memory.allocated === null
      ? '–'
      : `${megabytes(row.memory.allocated)} of ${megabytes(row.memory.reserved)}`,
    row.loss.toFixed(4),
    `${(100 * row.accuracy).toFixed(1)} % after ${row.epochs}`,
  ]);

/** Epochs on a card are short. @param {import('./statistics.mjs').Spread} spread */
function fine({ median, least, most }) {
  const range = least === most ? '' : ` (${least.toFixed(3)}–${most.toFixed(3)})`;
  return `${median.toFixed(3)}${range}`;
}

/** Wardrobe beside the fastest of PyTorch; null where one of the two did not run. @param {GpuResult} result */
export function verdict({ rows, referenceId }) {
  const ours = rows.find(({ id }) => id === referenceId);
  const best = rows.find(({ id }) => id.startsWith('pytorch'));
  if (!ours || !best) return null;
  const times = (best.seconds.median / ours.seconds.median).toFixed(2);
  return `${ours.name}: trains ${times}× as many pictures a second as the fastest of PyTorch (${best.name.replace('PyTorch, ', '')}).`;
}

/** What has to be known to read the figures, a line each. @param {GpuResult} result */
function notes(result) {
  const { rows, machine, card, quick, pictures, seconds, measuredAt, leftOut } = result;
  const told = verdict(result);
  const libraries = [...new Set(rows.map(({ library }) => library))].join('; ');
  const details = rows.flatMap(({ name, detail }) => (detail ? `${name}: ${detail}` : []));
  const where = card
    ? `${card.name}, ${megabytes(card.memory)}, driver ${card.driver}`
    : 'Rehearsed on the CPU: the figures say nothing of a card';
  return [
    ...(told ? [told] : []),
    `Median of the epochs (${rows.map(({ name, measured }) => `${name}: ${measured}`).join('; ')}) after a warm-up epoch and, in brackets, the least and the most${quick ? '; quick' : ''}${seconds ? `; all models within ${seconds} s` : ''}. A lower time is better.`,
    `An epoch has ${pictures.toLocaleString('en')} pictures. PyTorch drops the last, smaller batch; its time is scaled up to all pictures.`,
    `${where}; ${machine.processor}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}; ${measuredAt.slice(0, 10)}.`,
    ...(libraries ? [`${libraries}.`] : []),
    "Both with TF32, as is TensorFlow's default, and the data set on the card. PyTorch with fused optimizer, channels_last for convolutions and cudnn.benchmark.",
    '"Before it" is building, compiling, warming up and capturing, with empty compiler caches. GPU memory is that of the whole process with its CUDA context; the next column is PyTorch\'s own peak, allocated of reserved.',
    'Loss and accuracy are on the training pictures, as training reports them, in the last epoch.',
    ...(details.length > 0 ? [`${details.join('; ')}.`] : []),
    ...leftOut.map(({ name, reason }) => `Left out: ${name}: ${reason.replace(/\.$/, '')}.`),
  ];
}

/** @param {GpuResult} result */
export const gpuText = (result) => textOf(result.name, headings, cells(result), notes(result));

/** @param {GpuResult} result */
export const gpuMarkdown = (result) => markdownOf(result.name, headings, cells(result), notes(result));
