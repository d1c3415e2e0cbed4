import stringWidth from 'string-width';

/** Text by the columns it takes on a terminal: two for an East Asian character or an emoji, none for a combining one. */
export const columnsOf = (text: string): number => stringWidth(text);

/** As much of the beginning of `text` as fits into so many columns. */
export function cutToColumns(text: string, columns: number): string {
  let [taken, left] = ['', columns];
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    left -= columnsOf(segment);
    if (left < 0) break;
    taken += segment;
  }
  return taken;
}

/** `text` with spaces on one side, so that it takes at least so many columns. */
export function padToColumns(text: string, columns: number, side: 'start' | 'end'): string {
  const spaces = ' '.repeat(Math.max(0, columns - columnsOf(text)));
  return side === 'start' ? spaces + text : text + spaces;
}
