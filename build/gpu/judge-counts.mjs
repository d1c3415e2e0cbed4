/** Whether a preset's training keeps to the GPU, by the counts of its calls. */
import { costOfStep } from './step-counts.mjs';

/** @typedef {import('./step-counts.mjs').CountedCall} CountedCall */

/** Copies up to so many bytes carry numbers: a loop's condition, a learning rate, a shape. A picture has 784. */
const number = 64;
/** Indices of pictures go in as int32. */
const indexBytes = 4;
/** Numbers that a call may bring in and out, beside those of its steps. */
const numbersOfCall = 16;
/** Scheduled by TensorFlow, operations get constants from the CPU: 17 a step in Best, the most there are. */
const numbersOfScheduledStep = { in: 20, out: 1 };
/** With convolutions the compiled loop asks the CPU whether to go on: once in a turn of so many steps. */
const stepsOfTurn = 8;

/**
 * @param {'scheduled' | 'compiled'} way
 * @param {CountedCall[]} calls as `count-steps.ts` makes them: the first of each kind prepares the others
 * @returns {{ training: Judged, validation: Judged }}
 */
export function judgeCounts(way, calls) {
  const [, short, long] = calls.filter(({ kind }) => kind === 'training');
  const [, validation] = calls.filter(({ kind }) => kind === 'validation');
  if (!short || !long || !validation) throw new Error(`the log ends after ${calls.length} of its calls`);
  return {
    training: judgeTraining(way, short, long),
    validation: {
      counts: `a call: ${ofCall(validation)}`,
      problems: [...launched(validation), ...traffic(validation, 0)],
    },
  };
}

/**
 * @typedef {object} Judged
 * @property {string} counts for people
 * @property {string[]} problems none when all is well
 */

/**
 * @param {'scheduled' | 'compiled'} way
 * @param {CountedCall} short
 * @param {CountedCall} long
 * @returns {Judged}
 */
function judgeTraining(way, short, long) {
  const step = costOfStep(short, long);
  const { copiesIn, copiesOut, waits } = step;
  const most =
    way === 'scheduled'
      ? { ...numbersOfScheduledStep, waits: 0 }
      : { in: 0, out: short.convolves ? 1 / stepsOfTurn : 0, waits: short.convolves ? 1 / stepsOfTurn : 0 };
  const oneGraph = way === 'compiled' && !short.convolves;
  const numbers = (most.in + most.out) * long.steps;
  return {
    counts: oneGraph
      ? `a call: CUDA graphs ${long.graphs} with ${long.bodyKernels / stepsOfTurn} kernels a step, ${ofCall(long)}`
      : `a step: ${ofStep(step)}; a call of ${long.steps} steps: ${ofCall(long)}`,
    problems: [
      ...launched(long),
      ...traffic(long, numbers),
      ...tooMany('copies in a step', copiesIn, most.in),
      ...tooMany('copies out a step', copiesOut, most.out),
      ...tooMany('waits a step', waits, most.waits),
      ...(oneGraph && (long.graphs !== 1 || step.kernels > 0)
        ? [`a call is ${long.graphs} graph launches and ${step.kernels} kernels a step, not one graph`]
        : []),
    ],
  };
}

/**
 * A log in which nothing runs would have no copies either.
 * @param {CountedCall} call
 */
const launched = ({ kernels, graphs }) => (kernels + graphs > 0 ? [] : ['nothing was launched']);

/**
 * Problems with what crosses the bus in a call: only its indices may be long.
 * @param {CountedCall} call
 * @param {number} numbersOfSteps how many its steps may send
 */
function traffic({ copiesIn, copiesOut, pictures }, numbersOfSteps) {
  const long = copiesIn.filter((bytes) => bytes > number);
  const isOrder = long.length <= 1 && long.every((bytes) => bytes <= pictures * indexBytes);
  const out = copiesOut.filter((bytes) => bytes > number);
  const numbers = copiesIn.length + copiesOut.length - long.length - out.length;
  return [
    ...(isOrder ? [] : [`more than the indices of ${pictures} pictures goes in: ${long.join(', ')} bytes`]),
    ...(out.length === 0 ? [] : [`more than numbers comes out: ${out.join(', ')} bytes`]),
    ...tooMany('numbers that cross the bus in a call', numbers, numbersOfSteps + numbersOfCall),
  ];
}

/**
 * @param {string} what
 * @param {number} count
 * @param {number} most
 */
const tooMany = (what, count, most) => (count > most ? [`${what}: ${count}, at most ${most} expected`] : []);

/** @param {ReturnType<typeof costOfStep>} step */
const ofStep = ({ kernels, libraryCalls, graphs, graphKernels, copiesIn, copiesOut, waits }) =>
  [
    `kernels ${kernels}, of which ${libraryCalls} by cuBLAS and cuDNN`,
    `CUDA graphs ${graphs}` + (graphs > 0 ? ` with ${graphKernels} kernels` : ''),
    `copies in ${copiesIn}, out ${copiesOut}`,
    `waits ${waits}`,
  ].join(', ');

/** @param {CountedCall} call */
const ofCall = ({ copiesIn, copiesOut, waits }) =>
  `copies in ${copiesIn.length} up to ${Math.max(0, ...copiesIn)} bytes, out ${copiesOut.length} up to ${Math.max(0, ...copiesOut)}, waits ${waits}`;
