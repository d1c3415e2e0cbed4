/** One cell of a confusion matrix: what pictures are, and what the model takes them for. */
export interface Cell {
  trueClass: number;
  predictedClass: number;
}

type Confusion = readonly (readonly number[])[];

export function countOf(confusion: Confusion, { trueClass, predictedClass }: Cell): number {
  return confusion[trueClass]?.[predictedClass] ?? 0;
}

/** "Shirt, taken for T-shirt/top", or "Shirt, correct". */
export function cellTitle({ trueClass, predictedClass }: Cell, classes: readonly string[]): string {
  const name = classes[trueClass] ?? '';
  return trueClass === predictedClass
    ? `${name}, correct`
    : `${name}, taken for ${classes[predictedClass] ?? ''}`;
}

/** Beyond so many classes a table of all cells can't be read; the pairs that are confused are listed instead. */
export const mostInTable = 25;

/** Classes that are confused: how often, and as which part (0–1) of the true class's pictures. */
export interface ConfusedPair extends Cell {
  count: number;
  share: number;
}

/** Every cell off the diagonal with a picture in it, the largest first. */
export function confusedPairs(confusion: Confusion): ConfusedPair[] {
  const pairs: ConfusedPair[] = [];
  for (const [trueClass, row] of confusion.entries()) {
    const total = row.reduce((sum, count) => sum + count, 0);
    for (const [predictedClass, count] of row.entries())
      if (count > 0 && predictedClass !== trueClass)
        pairs.push({ trueClass, predictedClass, count, share: count / total });
  }
  return pairs.sort((a, b) => b.count - a.count || b.share - a.share);
}

/** The cell with the most wrong answers; the first on a tie. */
export function worstCell(confusion: Confusion): Cell {
  let [worst, most]: [Cell, number] = [{ trueClass: 0, predictedClass: 1 }, 0];
  for (const [trueClass, row] of confusion.entries())
    for (const [predictedClass, count] of row.entries())
      if (count > most && predictedClass !== trueClass)
        [worst, most] = [{ trueClass, predictedClass }, count];
  return worst;
}

/** The two classes that are taken for one another most, in both directions together. */
export function mostMixedUp(
  confusion: Confusion,
  classes: readonly string[],
): { names: [string, string]; times: number } | null {
  let [first, second, most] = [0, 0, 0];
  for (const [a, row] of confusion.entries())
    for (let b = a + 1; b < row.length; b++) {
      const times = (row[b] ?? 0) + (confusion[b]?.[a] ?? 0);
      if (times > most) [first, second, most] = [a, b, times];
    }
  return most === 0 ? null : { names: [classes[first] ?? '', classes[second] ?? ''], times: most };
}

/** `last`: of the classes. */
const moves: Record<string, (cell: Cell, last: number) => Cell> = {
  ArrowLeft: (cell) => ({ ...cell, predictedClass: cell.predictedClass - 1 }),
  ArrowRight: (cell) => ({ ...cell, predictedClass: cell.predictedClass + 1 }),
  ArrowUp: (cell) => ({ ...cell, trueClass: cell.trueClass - 1 }),
  ArrowDown: (cell) => ({ ...cell, trueClass: cell.trueClass + 1 }),
  Home: (cell) => ({ ...cell, predictedClass: 0 }),
  End: (cell, last) => ({ ...cell, predictedClass: last }),
};

/** Where a key leads from a cell, with so many classes; null for a key that leads nowhere. At an edge it stays. */
export function cellAfterKey(key: string, cell: Cell, classes: number): Cell | null {
  const last = classes - 1;
  const moved = moves[key]?.(cell, last);
  if (!moved) return null;
  const clamp = (index: number) => Math.min(last, Math.max(0, index));
  return { trueClass: clamp(moved.trueClass), predictedClass: clamp(moved.predictedClass) };
}
