import { columnsOf, padToColumns } from './columns';

/** 0.8734 → "87.3 %" */
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** 0.34 → "0.3 s", 12 → "12 s", 200 → "3 min 20 s", 4000 → "1 h 7 min" */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Rows of cells as aligned text; columns of `right` (from 0) stand at the right. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => columnsOf(row[column] ?? ''))),
  );
  const cell = (text: string, column: number): string =>
    padToColumns(text, widths[column] ?? 0, right.includes(column) ? 'start' : 'end');
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}
