import { z } from 'zod';
import { activationKinds, type Activation } from '../activations/registry';
import type { ChoiceWords } from '../layer-kind';

/** Pieces that several kinds' schemas and forms share. */

export const count = (min: number, max: number) => z.number().int().min(min).max(max);

/** Float32 makes zero of a much smaller one, and a division by it. */
const leastEpsilon = 1e-30;
/** Stored plans may hold smaller ones, which older versions took: they are read as the least, which is what training made of them. */
export const epsilonField = z
  .number()
  .overwrite((value) => (value > 0 ? Math.max(value, leastEpsilon) : value))
  .min(leastEpsilon)
  .max(1);

export const paddingField = z.enum(['valid', 'same']);
export type Padding = z.output<typeof paddingField>;

/** `initial` is what a new layer has in the form. */
export const activationWords = (initial: Activation): ChoiceWords<Activation> => ({
  label: 'Activation',
  about: 'How values are bent.',
  initial,
  options: activationKinds,
});
