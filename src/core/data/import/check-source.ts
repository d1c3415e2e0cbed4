import { WardrobeError } from '../../domain/errors';
import { setLimits } from '../library/set-limits';
import type { ImportSource } from './import-types';

/** A source that a set can be made of, given back; else it is closed. Throws WardrobeError('bad-input') that says what is missing. */
export async function checkSource(source: ImportSource): Promise<ImportSource> {
  const problem = problemOf(source);
  if (problem === null) return source;
  await source.close();
  throw problem;
}

function problemOf({ classes, pictures, origin }: ImportSource): WardrobeError | null {
  const problem = (message: string, hint: string): WardrobeError =>
    new WardrobeError('bad-input', message, hint);
  const { min, max } = setLimits.classes;
  if (classes.length < min)
    return problem(
      `There is only one class in ${origin}: "${classes[0] ?? ''}".`,
      'A classifier tells at least two classes apart: add a folder of pictures for another.',
    );
  if (classes.length > max)
    return problem(
      `There are ${classes.length.toLocaleString('en')} classes in ${origin}, and a set may have ${max.toLocaleString('en')}.`,
      'If each folder holds one thing or one day, group them by what they show.',
    );
  const limits = setLimits.pictures;
  if (pictures.length < limits.min)
    return problem(
      `There are only ${pictures.length} pictures in ${origin}, and a set needs at least ${limits.min}.`,
      'Add pictures to each class; with fifty a class a model begins to be of use.',
    );
  if (pictures.length > limits.max)
    return problem(
      `There are ${pictures.length.toLocaleString('en')} pictures in ${origin}, and a set may have ${limits.max.toLocaleString('en')}.`,
      'Import a part of them.',
    );
  return null;
}
