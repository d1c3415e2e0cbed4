/** The comparison with Keras as a table. */
import { markdownOf, textOf } from './table.mjs';

/**
 * @typedef {object} AgreementCase
 * @property {string} id
 * @property {string} name
 * @property {number} tolerance
 * @property {number} steps
 * @property {string} library
 * @property {string} detail how the engine ran
 * @property {number} moved how far the steps took the weight that moved most
 * @property {number} afterOneStep the largest difference of any weight after the first step
 * @property {number} kerasFromNearby the same after all steps, of Keras from Keras with a start changed in its last digits
 * @property {{ name: string, difference: number }[]} tensors the largest difference of each
 */

/**
 * @typedef {object} Agreement
 * @property {string} measuredAt ISO time
 * @property {boolean} quick
 * @property {import('./result.mjs').Machine} machine
 * @property {string} keras with its version
 * @property {AgreementCase[]} cases
 */

const title = 'Agreement with Keras';

/** @param {AgreementCase} one */
export const largest = ({ tensors }) => Math.max(...tensors.map(({ difference }) => difference));

/** @param {number} value */
const small = (value) => value.toExponential(1);

const headings = ['', 'after one step', 'after all', 'asked', 'Keras from itself', 'weights moved by up to'];

/** @param {Agreement} agreement */
const cells = ({ cases }) =>
  cases.map((one) => [
    one.name,
    small(one.afterOneStep),
    small(largest(one)),
    small(one.tolerance),
    small(one.kerasFromNearby),
    one.moved.toFixed(2),
  ]);

/** @param {Agreement} agreement */
function notes({ keras, cases, machine, measuredAt }) {
  const [first] = cases;
  return [
    `Largest difference of any weight between the graph engine and Keras, after one step and after ${first?.steps} from the same start on the same batches.`,
    'Keras from itself: the same between two trainings in Keras, of which one starts with each weight changed in its last digit. Where that is more than asked, a relu or a maximum that falls the other way by rounding has been carried on from step to step.',
    `${first?.library}; ${keras}. ${cases.map(({ name, detail }) => `${name}: ${detail}`).join('; ')}.`,
    `${machine.processor}, ${machine.cores} cores; ${measuredAt.slice(0, 10)}.`,
  ];
}

/** @param {Agreement} agreement */
export const agreementText = (agreement) => textOf(title, headings, cells(agreement), notes(agreement));

/** @param {Agreement} agreement */
export const agreementMarkdown = (agreement) =>
  markdownOf(title, headings, cells(agreement), notes(agreement));
