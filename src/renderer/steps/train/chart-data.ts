import type { CurvePoint } from '#core/training/curve-point';

export type Metric = 'loss' | 'accuracy';

/** `x` in epochs. */
export interface ChartPoint {
  x: number;
  y: number;
}

/** One curve in the order of time. What is not a finite number is left out, as nothing can be drawn there. */
export function seriesOf(
  curves: readonly CurvePoint[],
  kind: CurvePoint['kind'],
  metric: Metric,
): ChartPoint[] {
  return curves
    .filter((point) => point.kind === kind && Number.isFinite(point[metric]))
    .map((point) => ({ x: point.position, y: point[metric] }));
}

/**
 * At most `most` (4 or more) of the points: the first, the last, and the lowest and highest of each of as many equal parts
 * as fit, so that no peak is lost and the curve looks the same.
 */
export function thin(points: readonly ChartPoint[], most: number): readonly ChartPoint[] {
  if (points.length <= most) return points;
  const first = points[0]!;
  const last = points.at(-1)!;
  const inner = points.slice(1, -1);
  const parts = Math.floor((most - 2) / 2);
  const kept = [first];
  for (let part = 0; part < parts; part++) {
    const start = Math.floor((part * inner.length) / parts);
    const end = Math.floor(((part + 1) * inner.length) / parts);
    const [low, high] = lowestAndHighest(inner, start, end);
    kept.push(inner[Math.min(low, high)]!);
    if (low !== high) kept.push(inner[Math.max(low, high)]!);
  }
  kept.push(last);
  return kept;
}

function lowestAndHighest(points: readonly ChartPoint[], start: number, end: number): [number, number] {
  let [low, high] = [start, start];
  for (let index = start + 1; index < end; index++) {
    const { y } = points[index]!;
    if (y < points[low]!.y) low = index;
    if (y > points[high]!.y) high = index;
  }
  return [low, high];
}
