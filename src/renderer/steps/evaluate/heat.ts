/** Strength of a cell's colour, in percent, and whether the strong ink is the readable one on it. */
export interface Heat {
  percent: number;
  strongInk: boolean;
}

/** From these strengths on, the strong ink reaches 4.5:1, and below them the weak one does: in light and in dark. */
const turn = { right: 83, wrong: 79 };
/** Of the smallest count there is. */
const faintest = 6;

/** How strongly a count is coloured against the `largest` one of its kind. The root lifts small counts into sight. */
export function heatOf(count: number, largest: number, kind: 'right' | 'wrong'): Heat {
  if (count <= 0 || largest <= 0) return { percent: 0, strongInk: false };
  const percent = Math.round(faintest + (100 - faintest) * Math.sqrt(Math.min(1, count / largest)));
  return { percent, strongInk: percent >= turn[kind] };
}
