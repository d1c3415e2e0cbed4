import type { Part } from '../library/library-types';
import { baseName } from './files/file-kinds';

/** The part that a file's name speaks of: "train.csv", "t10k-images-idx3-ubyte". */
export function partOfName(name: string): Part | null {
  const words = baseName(name).toLowerCase();
  if (/t10k|test/.test(words)) return 'test';
  return /train/.test(words) ? 'train' : null;
}

/**
 * The parts of one file or two, the training part first. One alone is what a test part is drawn from; of two, the one whose name says
 * nothing is the other part. Null where they are no parts of one set.
 */
export function assignParts<T extends { name: string }>(
  files: readonly T[],
): (T & { part: Part | null })[] | null {
  const [first, second] = files;
  if (first === undefined || files.length > 2) return null;
  if (second === undefined) return [{ ...first, part: null }];
  const said = [partOfName(first.name), partOfName(second.name)];
  if (said[0] === said[1]) return null;
  const other = (part: Part | null | undefined): Part => (part === 'test' ? 'train' : 'test');
  return [
    { ...first, part: said[0] ?? other(said[1]) },
    { ...second, part: said[1] ?? other(said[0]) },
  ].sort((a, b) => Number(a.part === 'test') - Number(b.part === 'test'));
}
