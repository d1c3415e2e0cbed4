/** Rows beyond each edge that are there before they come into sight. */
const beyond = 6;

/** Which rows of a long table stand in the page: from `first` up to but not `end`, with room before and after, in px. */
export interface RowWindow {
  first: number;
  end: number;
  before: number;
  after: number;
}

/** The rows that a scroll box of `height` px shows at `scrollTop`, and a few beyond: never more than fit, however many there are. */
export function rowWindow(count: number, rowHeight: number, scrollTop: number, height: number): RowWindow {
  const fitting = Math.ceil(height / rowHeight) + 1;
  const top = Math.min(Math.floor(Math.max(0, scrollTop) / rowHeight), Math.max(0, count - fitting));
  const first = Math.max(0, top - beyond);
  const end = Math.min(count, top + fitting + beyond);
  return { first, end, before: first * rowHeight, after: (count - end) * rowHeight };
}
