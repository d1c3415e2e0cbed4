const zero = 48;
const nine = 57;

const isDigit = (code: number): boolean => code >= zero && code <= nine;
/** A–Z as a–z; everything else as it is. */
const folded = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

/**
 * Compares names as people number them: "2.png" before "10.png", letters regardless of case unless all else is equal. The same on
 * every machine, whatever its language.
 */
export function compareNaturally(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(j)];
    if (isDigit(left) && isDigit(right)) {
      const [leftEnd, rightEnd] = [endOfNumber(a, i), endOfNumber(b, j)];
      const difference = compareNumbers(a, i, leftEnd, b, j, rightEnd);
      if (difference !== 0) return difference;
      [i, j] = [leftEnd, rightEnd];
      continue;
    }
    const difference = folded(left) - folded(right);
    if (difference !== 0) return difference;
    i += 1;
    j += 1;
  }
  const rest = a.length - i - (b.length - j);
  if (rest !== 0) return rest;
  return a < b ? -1 : a > b ? 1 : 0;
}

function endOfNumber(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}

function compareNumbers(
  a: string,
  from: number,
  end: number,
  b: string,
  start: number,
  stop: number,
): number {
  let [i, j] = [from, start];
  while (i < end - 1 && a.charCodeAt(i) === zero) i++;
  while (j < stop - 1 && b.charCodeAt(j) === zero) j++;
  if (end - i !== stop - j) return end - i - (stop - j);
  for (; i < end; i++, j++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(j);
    if (difference !== 0) return difference;
  }
  return 0;
}
