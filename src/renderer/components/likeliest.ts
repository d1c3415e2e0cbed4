/** So many classes are shown with a bar each; what is below helps nobody. */
const most = 10;

export interface Likeliest {
  /** The likeliest first; always with `wanted` among them. */
  rows: { index: number; value: number }[];
  /** Classes that are left out, and their probabilities together. */
  others: number;
  rest: number;
}

/** The classes that an answer is shown by, of up to a thousand. */
export function likeliest(probabilities: readonly number[] | Float32Array, wanted?: number): Likeliest {
  const all = Array.from(probabilities, (value, index) => ({ index, value })).sort(
    (a, b) => b.value - a.value,
  );
  const rows = all.filter(({ index }, rank) => rank < most || index === wanted);
  const shown = rows.reduce((sum, { value }) => sum + value, 0);
  return { rows, others: all.length - rows.length, rest: Math.max(0, 1 - shown) };
}
