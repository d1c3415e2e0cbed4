/** A result as a table, for the terminal and for Markdown. */
import { cells, headings, notes } from './result.mjs';

/** @param {import('./result.mjs').Result} result */
export function terminalTable(result) {
  const lines = [headings(result), ...cells(result)];
  const widths = headings(result).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  const text = lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return [result.name, '', ...text, '', ...notes(result), ''].join('\n');
}

/** @param {import('./result.mjs').Result} result */
export function markdownTable(result) {
  const row = (/** @type {string[]} */ line) => `| ${line.join(' | ')} |`;
  const titles = headings(result);
  return [
    `### ${result.name}`,
    '',
    row(titles),
    row(titles.map((_, column) => (column === 0 ? '---' : '---:'))),
    ...cells(result).map(row),
    '',
    ...notes(result).map((line) => `- ${line}`),
    '',
  ].join('\n');
}
