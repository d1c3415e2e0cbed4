import { classNames } from '#core/dataset/fashion-mnist';

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
export function cellTitle({ trueClass, predictedClass }: Cell): string {
  const name = classNames[trueClass] ?? '';
  return trueClass === predictedClass
    ? `${name}, correct`
    : `${name}, taken for ${classNames[predictedClass] ?? ''}`;
}

/** The cell with the most wrong answers; the first on a tie. */
export function worstCell(confusion: Confusion): Cell {
  const cells = classNames
    .flatMap((_, trueClass) => classNames.map((__, predictedClass) => ({ trueClass, predictedClass })))
    .filter(({ trueClass, predictedClass }) => trueClass !== predictedClass);
  return cells.reduce((worst, cell) => (countOf(confusion, cell) > countOf(confusion, worst) ? cell : worst));
}

/** The two classes that are taken for one another most, in both directions together. */
export function mostMixedUp(confusion: Confusion): { names: [string, string]; times: number } | null {
  let best: { names: [string, string]; times: number } | null = null;
  for (const [a, first] of classNames.entries()) {
    for (const [b, second] of classNames.entries()) {
      if (b <= a) continue;
      const times =
        countOf(confusion, { trueClass: a, predictedClass: b }) +
        countOf(confusion, { trueClass: b, predictedClass: a });
      if (times > (best?.times ?? 0)) best = { names: [first, second], times };
    }
  }
  return best;
}

const moves: Record<string, (cell: Cell) => Cell> = {
  ArrowLeft: (cell) => ({ ...cell, predictedClass: cell.predictedClass - 1 }),
  ArrowRight: (cell) => ({ ...cell, predictedClass: cell.predictedClass + 1 }),
  ArrowUp: (cell) => ({ ...cell, trueClass: cell.trueClass - 1 }),
  ArrowDown: (cell) => ({ ...cell, trueClass: cell.trueClass + 1 }),
  Home: (cell) => ({ ...cell, predictedClass: 0 }),
  End: (cell) => ({ ...cell, predictedClass: classNames.length - 1 }),
};

/** Where a key leads from a cell; null for a key that leads nowhere. At an edge it stays. */
export function cellAfterKey(key: string, cell: Cell): Cell | null {
  const moved = moves[key]?.(cell);
  if (!moved) return null;
  const clamp = (index: number) => Math.min(classNames.length - 1, Math.max(0, index));
  return { trueClass: clamp(moved.trueClass), predictedClass: clamp(moved.predictedClass) };
}
