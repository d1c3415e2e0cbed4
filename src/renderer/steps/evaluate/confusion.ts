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

/** The cell with the most wrong answers; the first on a tie. */
export function worstCell(confusion: Confusion): Cell {
  const cells = confusion
    .flatMap((row, trueClass) => row.map((_, predictedClass) => ({ trueClass, predictedClass })))
    .filter(({ trueClass, predictedClass }) => trueClass !== predictedClass);
  return cells.reduce((worst, cell) => (countOf(confusion, cell) > countOf(confusion, worst) ? cell : worst));
}

/** The two classes that are taken for one another most, in both directions together. */
export function mostMixedUp(
  confusion: Confusion,
  classes: readonly string[],
): { names: [string, string]; times: number } | null {
  let best: { names: [string, string]; times: number } | null = null;
  for (const [a, first] of classes.entries()) {
    for (const [b, second] of classes.entries()) {
      if (b <= a) continue;
      const times =
        countOf(confusion, { trueClass: a, predictedClass: b }) +
        countOf(confusion, { trueClass: b, predictedClass: a });
      if (times > (best?.times ?? 0)) best = { names: [first, second], times };
    }
  }
  return best;
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
