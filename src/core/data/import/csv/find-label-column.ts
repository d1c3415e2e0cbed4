import type { FileSet } from '../files/file-set';
import { csvLines, type CsvFile } from './csv-lines';
import { unquoted, type CsvLayout } from './csv-layout';

/** Enough different values to know that a column holds no labels. */
const many = 2000;

/**
 * The column of labels where no header names it: the first or the last. It holds words, or it changes where the other, a corner of all
 * pictures, does not, or it has fewer different values.
 */
export async function findLabelColumn(
  files: FileSet,
  file: CsvFile,
  { delimiter, hasHeader, columns }: CsvLayout,
  signal: AbortSignal | undefined,
): Promise<number> {
  const first = new Set<string>();
  const last = new Set<string>();
  let isHeader = hasHeader;
  for await (const { line } of csvLines(files, file, signal)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    if (first.size < many) first.add(unquoted(line.toString('utf8', 0, line.indexOf(delimiter))));
    if (last.size < many) last.add(unquoted(line.toString('utf8', line.lastIndexOf(delimiter) + 1)));
  }
  return isLabel(first, last) ? 0 : columns - 1;
}

function isLabel(first: ReadonlySet<string>, last: ReadonlySet<string>): boolean {
  const holdsWords = (values: ReadonlySet<string>): boolean =>
    2 * [...values].filter((value) => Number.isNaN(Number(value))).length > values.size;
  if (holdsWords(first) !== holdsWords(last)) return holdsWords(first);
  if (first.size === 1 || last.size === 1) return last.size === 1;
  return first.size <= last.size;
}
