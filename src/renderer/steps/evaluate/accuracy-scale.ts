interface Ends {
  from: number;
  to: number;
}

/** The ends of the scale, in percent: the usual ones, or the whole of it for what lies outside. */
export function scaleEnds(percent: number, usual: Ends): Ends {
  return { from: percent < usual.from ? 0 : usual.from, to: percent > usual.to ? 100 : usual.to };
}
