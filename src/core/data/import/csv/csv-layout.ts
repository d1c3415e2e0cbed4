import type { PictureShape } from '../../../domain/data-set';
import { setLimits } from '../../library/set-limits';

export interface CsvLayout {
  delimiter: number;
  hasHeader: boolean;
  columns: number;
  /** Null: the first or the last, which one the values tell. */
  label: number | null;
  /** Columns that are neither label nor pixel. */
  dropped: ReadonlySet<number>;
  shape: PictureShape;
  /** Whether values run from 0 to 1 instead of 0 to 255. */
  fractions: boolean;
}

const labelNames =
  /^(label|labels|class|classes|class_?name|class_?id|target|targets|y|digit|letter|category|emotion)$/i;
const otherNames = /^(|id|index|idx|unnamed: ?\d+|usage|split|file|file_?name)$/i;

/** How a file is laid out by its first lines, or in words why it holds no labelled pictures. */
export function csvLayout(lines: readonly Buffer[]): CsvLayout | { problem: string } {
  const [first] = lines;
  if (first === undefined) return { problem: 'It is empty.' };
  const delimiter = delimiterOf(first);
  const rows = lines.map((line) => cellsOf(line, delimiter));
  const cells = rows[0] ?? [];
  const hasHeader = cells.filter((cell) => Number.isNaN(numberOf(cell))).length > 1 || namesLabel(cells);
  const columns = cells.length;
  const values = hasHeader ? rows.slice(1) : rows;
  if (values.length === 0) return { problem: 'It has no line of pixels.' };
  const dropped = new Set(hasHeader ? positions(cells, (cell) => otherNames.test(cell)) : []);
  const named = hasHeader ? positions(cells, (cell) => labelNames.test(cell)) : [];
  if (named.length > 1)
    return { problem: `Several columns may hold the labels: ${named.map((i) => cells[i]).join(', ')}.` };
  const [label = null] = named;
  const pixels = columns - dropped.size - 1;
  if (label === null && shapeOf(pixels) === null && shapeOf(pixels + 1) !== null)
    return { problem: 'It has no column of labels.' };
  const shape = shapeOf(pixels);
  if (shape === null)
    return {
      problem: `It has ${Math.max(0, pixels)} values a line beside the label, which is no square of ${setLimits.side.min} × ${setLimits.side.min} to ${setLimits.side.max} × ${setLimits.side.max} pixels, in grey or in colour.`,
    };
  return {
    delimiter,
    hasHeader,
    columns,
    label,
    dropped,
    shape,
    fractions: areFractions(values, [...dropped, ...(label === null ? [0, columns - 1] : [label])]),
  };
}

/** Comma, semicolon or tab, whichever there is most of. */
function delimiterOf(line: Buffer): number {
  const counts = [',', ';', '\t'].map((one) => ({
    code: one.charCodeAt(0),
    count: line.toString('latin1').split(one).length,
  }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).code;
}

export const cellsOf = (line: Buffer, delimiter: number): string[] =>
  line.toString('utf8').split(String.fromCharCode(delimiter)).map(unquoted);

export const unquoted = (cell: string): string =>
  cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();

const numberOf = (cell: string): number => (cell === '' ? Number.NaN : Number(cell));
const namesLabel = (cells: readonly string[]): boolean => cells.some((cell) => labelNames.test(cell));
const positions = (cells: readonly string[], is: (cell: string) => boolean): number[] =>
  [...cells.keys()].filter((i) => is(cells[i] ?? ''));

/** A square of so many pixels, in grey or with three values a pixel; null where there is none. */
function shapeOf(values: number): PictureShape | null {
  for (const channels of [1, 3]) {
    const side = Math.sqrt(values / channels);
    if (Number.isInteger(side) && side >= setLimits.side.min && side <= setLimits.side.max)
      return { height: side, width: side, channels };
  }
  return null;
}

function areFractions(rows: readonly string[][], without: readonly number[]): boolean {
  let whole = true;
  for (const row of rows)
    for (const [column, cell] of row.entries()) {
      if (without.includes(column)) continue;
      const value = Number(cell);
      if (value > 1) return false;
      if (!Number.isInteger(value)) whole = false;
    }
  return !whole;
}
