import type { Window } from '../../graph/ops/neural';
import { activationSchema, type Activation } from '../activations/registry';
import type { ChoiceWords } from '../layer-kind';
import { activationWords, count, paddingField, type Padding } from './fields';
import { square, unless, words } from './labels';

/** What both kinds of convolution share beside their forward passes. */

export interface Convolution extends Window {
  activation: Activation;
}

/** Fields of their schemas. */
export const convolutionFields = {
  kernelSize: count(1, 15),
  strides: count(1, 8).default(1),
  padding: paddingField.default('valid'),
  activation: activationSchema.default('linear'),
};

const paddingWords: ChoiceWords<Padding> = {
  label: 'Padding',
  about: 'What is done at the edges.',
  initial: 'same',
  options: {
    valid: { name: 'None', about: 'Patterns stay within the picture, which gets smaller.' },
    same: { name: 'Same size', about: 'Zeros around the picture keep its size.' },
  },
};

export const convolutionSettings = {
  kernelSize: { label: 'Kernel size', about: 'Side of each pattern, in pixels.', initial: 3 },
  strides: { label: 'Stride', about: 'Pixels from one place to the next.' },
  padding: paddingWords,
  activation: activationWords('relu'),
};

export const convolutionLabel = (
  name: string,
  { kernelSize, strides, padding, activation }: Convolution,
): string =>
  words(
    name,
    square(kernelSize),
    unless(1, strides, 'stride '),
    unless('valid', padding),
    unless('linear', activation),
  );
