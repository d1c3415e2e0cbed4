/** Index of the largest value; the lowest such index on a tie, 0 when no value is a number. */
export function mostLikely(probabilities: Float32Array): number {
  let best = 0;
  let highest = -Infinity;
  for (const [index, value] of probabilities.entries()) {
    if (!(value > highest)) continue;
    best = index;
    highest = value;
  }
  return best;
}
