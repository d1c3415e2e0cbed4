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

const headings = ['', 'largest difference', 'allowed', 'weights moved by up to', 'each tensor'];

/** @param {Agreement} agreement */
const cells = ({ cases }) =>
  cases.map((one) => [
    one.name,
    small(largest(one)) + (largest(one) <= one.tolerance ? '' : ' (too far)'),
    small(one.tolerance),
    one.moved.toFixed(2),
    one.tensors.map(({ name, difference }) => `${name} ${small(difference)}`).join(', '),
  ]);

/** @param {Agreement} agreement */
function notes({ keras, cases, machine, measuredAt }) {
  const [first] = cases;
  return [
    `Weights of the graph engine and of Keras, each after ${first?.steps} steps from the same start on the same batches.`,
    `${first?.library}; ${keras}. ${cases.map(({ name, detail }) => `${name}: ${detail}`).join('; ')}.`,
    `${machine.processor}, ${machine.cores} cores; ${measuredAt.slice(0, 10)}.`,
  ];
}

/** @param {Agreement} agreement */
export const agreementText = (agreement) => textOf(title, headings, cells(agreement), notes(agreement));

/** @param {Agreement} agreement */
export const agreementMarkdown = (agreement) =>
  markdownOf(title, headings, cells(agreement), notes(agreement));
