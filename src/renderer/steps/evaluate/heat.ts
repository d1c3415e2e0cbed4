/** Strength of a cell's colour, in percent of it, and whether the strong ink is the readable one on it. */
export interface Heat {
  percent: number;
  strongInk: boolean;
}

/** Between these strengths neither ink would reach 4.5:1, so none of them is used. */
const weak = { from: 5, to: 40 };
const strong = { from: 82, to: 100 };
/** Part of the scale that has the weak colours. */
const turn = 0.6;

/** How strongly a count is coloured against the `largest` one of its kind. The root lifts small counts into sight. */
export function heatOf(count: number, largest: number): Heat {
  if (count <= 0 || largest <= 0) return { percent: 0, strongInk: false };
  const level = Math.sqrt(Math.min(1, count / largest));
  const strongInk = level > turn;
  const { from, to } = strongInk ? strong : weak;
  const part = strongInk ? (level - turn) / (1 - turn) : level / turn;
  return { percent: Math.round(from + part * (to - from)), strongInk };
}
