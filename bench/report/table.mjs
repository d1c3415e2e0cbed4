/** Tables for the terminal and for Markdown. */
import { cells, headings, notes } from './result.mjs';

/**
 * @param {string} title
 * @param {string[]} titles of the columns
 * @param {string[][]} rows
 * @param {string[]} lines what has to be known to read it
 */
export function textOf(title, titles, rows, lines) {
  const all = [titles, ...rows];
  const widths = titles.map((_, column) => Math.max(...all.map((line) => (line[column] ?? '').length)));
  const text = all.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return [title, '', ...text, '', ...lines, ''].join('\n');
}

/**
 * @param {string} title
 * @param {string[]} titles of the columns
 * @param {string[][]} rows
 * @param {string[]} lines what has to be known to read it
 */
export function markdownOf(title, titles, rows, lines) {
  const row = (/** @type {string[]} */ line) => `| ${line.join(' | ')} |`;
  return [
    `### ${title}`,
    '',
    row(titles),
    row(titles.map((_, column) => (column === 0 ? '---' : '---:'))),
    ...rows.map(row),
    '',
    ...lines.map((line) => `- ${line}`),
    '',
  ].join('\n');
}

/** @param {import('./result.mjs').Result} result */
export const terminalTable = (result) => textOf(result.name, headings(result), cells(result), notes(result));

/** @param {import('./result.mjs').Result} result */
export const markdownTable = (result) =>
  markdownOf(result.name, headings(result), cells(result), notes(result));
