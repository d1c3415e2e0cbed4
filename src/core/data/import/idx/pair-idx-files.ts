import { WardrobeError } from '../../../domain/errors';
import type { Part } from '../../library/library-types';
import { baseName } from '../files/file-kinds';
import { assignParts } from '../part-of-name';
import type { IdxFile, IdxHeader } from './idx-header';

export interface IdxPair {
  pictures: IdxFile & { header: Extract<IdxHeader, { holds: 'pictures' }> };
  labels: IdxFile;
  part: Part | null;
}

/**
 * Files of pictures with their labels: of the same count, and with names that differ in nothing but what they hold. Throws
 * WardrobeError('bad-input') where a file is missing, or where there are several sets.
 */
export function pairIdxFiles(files: readonly IdxFile[]): IdxPair[] {
  const pictures = files.filter((file): file is IdxPair['pictures'] => file.header.holds === 'pictures');
  const unused = files.filter(({ header }) => header.holds === 'labels');
  const pairs = pictures.map((one) => {
    const fitting = unused.filter(({ header }) => header.count === one.header.count);
    const labels =
      fitting.find(({ name }) => keyOf(name) === keyOf(one.name)) ??
      (fitting.length === 1 ? fitting[0] : undefined);
    if (labels === undefined) throw noLabels(one);
    unused.splice(unused.indexOf(labels), 1);
    return { pictures: one, labels };
  });
  if (pairs.length === 0)
    throw new WardrobeError(
      'bad-input',
      'There are labels, but no pictures that belong to them.',
      'Choose the file of the pictures, too: "…-images-idx3-ubyte".',
    );
  const sets = new Set(pairs.map(({ pictures: { name } }) => setOf(name)));
  if (sets.size > 1) throw severalSets([...sets]);
  const withParts = assignParts(pairs.map((pair) => ({ ...pair, name: pair.pictures.name })));
  if (withParts === null) throw severalSets(pairs.map(({ pictures: { name } }) => name));
  return withParts;
}

const wordsOf = (name: string): string => baseName(name).toLowerCase();

/** A name without what tells pictures from labels and how the file is packed: copies are called "… (1).gz" by browsers. */
const keyOf = (name: string): string =>
  wordsOf(name)
    .replace(/\.gz$/, '')
    .replace(/ ?\(\d+\)/g, '')
    .replace(/\.gz$/, '')
    .replace(/images?|imgs?|labels?|pictures?|idx\d?|ubyte|[-_. ]+/g, '');

/** What is left of a name once its part is taken out of it, too: the set. */
const setOf = (name: string): string => keyOf(name).replace(/train(ing)?|t10k|test(ing)?/g, '');

const noLabels = ({ name, header }: IdxFile): WardrobeError =>
  new WardrobeError(
    'bad-input',
    `The labels of ${name} are missing: a file of ${header.count.toLocaleString('en')} labels.`,
    'Choose the files of the pictures and of the labels together, or the folder they are in.',
  );

const severalSets = (sets: readonly string[]): WardrobeError =>
  new WardrobeError(
    'bad-input',
    `There are several data sets: ${sets.slice(0, 8).join(', ')}.`,
    'Choose the files of one: pictures and labels for training, and for testing where there are such.',
  );
