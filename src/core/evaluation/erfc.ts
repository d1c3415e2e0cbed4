/** From here on the power series loses digits, and the continued fraction has become quick. */
const turn = 2;
const fractionTerms = 80;

/**
 * The complementary error function for x ≥ 0, also where it is tiny, to about 12 digits (Abramowitz and Stegun 1964: the
 * series 7.1.5, the continued fraction 7.1.14).
 */
export function erfc(x: number): number {
  return x < turn ? 1 - erfSeries(x) : erfcFraction(x);
}

function erfSeries(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** From the innermost term outwards: 1/(x + ½/(x + 1/(x + 1½/(x + …)))). */
function erfcFraction(x: number): number {
  let inner = x;
  for (let n = fractionTerms; n > 0; n--) inner = x + n / 2 / inner;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / inner;
}
