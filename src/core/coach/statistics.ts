import type { StepPoint } from './epochs';

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** In nats, of parts that add up to one. */
export const entropy = (parts: readonly number[]): number =>
  parts.reduce((sum, part) => (part > 0 ? sum - part * Math.log(part) : sum), 0);

/** Standard deviation of a proportion that was counted `trials` times. */
export const binomialSd = (proportion: number, trials: number): number =>
  Math.sqrt((proportion * (1 - proportion)) / trials);

/**
 * Standard deviation of the noise of a series around any slow trend: from the differences of neighbours (J. von Neumann
 * 1941), by their median, so that a single jump does not count. 0 for fewer than three values.
 */
export function noiseSd(values: readonly number[]): number {
  if (values.length < 3) return 0;
  const differences = values.slice(1).map((value, index) => Math.abs(value - values[index]!));
  // The median of |N(0, 1)| is 0.6745, and a difference of two has √2 times the deviation of one.
  return median(differences) / (0.6745 * Math.SQRT2);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 0 ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!;
}

/** Student's t of the slope of evenly spaced values; 0 for fewer than six, which say too little. */
export function slopeT(values: readonly number[]): number {
  const count = values.length;
  if (count < 6) return 0;
  const [x, y] = [(count - 1) / 2, mean(values)];
  const squares = values.reduce((sum, _, index) => sum + (index - x) ** 2, 0);
  const slope = values.reduce((sum, value, index) => sum + (index - x) * (value - y), 0) / squares;
  const left = values.reduce((sum, value, index) => sum + (value - y - slope * (index - x)) ** 2, 0);
  return slope / Math.sqrt(Math.max(left, Number.MIN_VALUE) / (count - 2) / squares);
}

/** Parts of an epoch whose accuracies are compared: over fewer pictures, chance hides what the weights do. */
const parts = 20;

/**
 * How far the accuracy of the steps wanders within an epoch, against what counting alone would make it: the variance of the
 * parts around a parabola, over that of a binomial. About 1 while the weights move calmly.
 */
export function wander(all: readonly StepPoint[]): number {
  const points = merged(all);
  const free = points.length - 3;
  if (free < 3) return 1;
  const total = points.reduce((sum, { pictures }) => sum + pictures, 0);
  const level = points.reduce((sum, { accuracy, pictures }) => sum + accuracy * pictures, 0) / total;
  const variance = level * (1 - level);
  if (variance <= 0) return 1;
  const residuals = withoutTrend(points);
  const squares = points.reduce((sum, { pictures }, index) => sum + pictures * residuals[index]! ** 2, 0);
  return squares / variance / free;
}

/** How many parts `wander` makes of an epoch. */
export const wanderParts = (points: readonly StepPoint[]): number => merged(points).length;

/** Neighbours put together, so that each of at most 20 points stands for as many of the given ones. */
function merged(points: readonly StepPoint[]): StepPoint[] {
  const size = Math.ceil(points.length / parts);
  const groups: StepPoint[] = [];
  for (let first = 0; first < points.length; first += size) {
    const group = points.slice(first, first + size);
    const pictures = group.reduce((sum, point) => sum + point.pictures, 0);
    const over = (metric: 'position' | 'loss' | 'accuracy'): number =>
      group.reduce((sum, point) => sum + point[metric] * point.pictures, 0) / pictures;
    groups.push({ position: over('position'), loss: over('loss'), accuracy: over('accuracy'), pictures });
  }
  return groups;
}

/** What is left of the accuracies when the best constant, line and parabola are taken out one after the other (Gram–Schmidt). */
function withoutTrend(points: readonly StepPoint[]): number[] {
  const dot = (a: readonly number[], b: readonly number[]): number =>
    points.reduce((sum, { pictures }, index) => sum + pictures * a[index]! * b[index]!, 0);
  const less = (a: readonly number[], b: readonly number[]): number[] => {
    const share = dot(a, b) / dot(b, b);
    return a.map((value, index) => value - share * b[index]!);
  };
  const centre = mean(points.map(({ position }) => position));
  const basis: number[][] = [];
  for (const power of [0, 1, 2])
    basis.push(
      basis.reduce(
        less,
        points.map(({ position }) => (position - centre) ** power),
      ),
    );
  return basis.reduce(
    less,
    points.map(({ accuracy }) => accuracy),
  );
}
