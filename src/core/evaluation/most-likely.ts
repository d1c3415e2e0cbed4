/** Index of the largest value; the lowest such index on a tie, 0 when nothing can be compared. */
export function mostLikely(probabilities: Float32Array): number {
  let best = 0;
  for (const [index, value] of probabilities.entries()) if (!(value <= (probabilities[best] ?? NaN)) && value === value) best = index;
  return best;
}
