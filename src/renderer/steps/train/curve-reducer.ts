import type { ChartPoint } from './chart-data';

/** The lowest and the highest of some neighbouring points. */
interface Bucket {
  low: ChartPoint;
  high: ChartPoint;
  count: number;
}

/**
 * Keeps a growing curve short enough to draw, without going through it again: the first point, the last, and the lowest
 * and highest of parts of equal length, so that no peak is lost. When there are too many parts, each two become one.
 */
export class CurveReducer {
  readonly #mostBuckets: number;
  #bucketSize = 1;
  #buckets: Bucket[] = [];
  #first: ChartPoint | undefined;
  #last: ChartPoint | undefined;

  /** `most`: points that are ever given, 4 or more. */
  constructor(most: number) {
    this.#mostBuckets = Math.floor((most - 2) / 2);
  }

  /** Takes the next point; its `x` is not below the last one's. */
  add(point: ChartPoint): void {
    this.#first ??= point;
    this.#last = point;
    const bucket = this.#buckets.at(-1);
    if (!bucket || bucket.count === this.#bucketSize) {
      this.#buckets.push({ low: point, high: point, count: 1 });
      if (this.#buckets.length > this.#mostBuckets) this.#halve();
      return;
    }
    bucket.count++;
    if (point.y < bucket.low.y) bucket.low = point;
    if (point.y > bucket.high.y) bucket.high = point;
  }

  /** What to draw, in order. */
  points(): ChartPoint[] {
    const kept: ChartPoint[] = [];
    const keep = (point: ChartPoint | undefined): void => {
      if (point && point !== kept.at(-1)) kept.push(point);
    };
    keep(this.#first);
    for (const { low, high } of this.#buckets) {
      const [left, right] = low.x <= high.x ? [low, high] : [high, low];
      keep(left);
      keep(right);
    }
    keep(this.#last);
    return kept;
  }

  /** Lowest and highest `y` so far; empty before the first point. */
  extremes(): number[] {
    const [first] = this.#buckets;
    if (!first) return [];
    let [low, high] = [first.low.y, first.high.y];
    for (const bucket of this.#buckets) {
      low = Math.min(low, bucket.low.y);
      high = Math.max(high, bucket.high.y);
    }
    return [low, high];
  }

  #halve(): void {
    const halved: Bucket[] = [];
    for (let index = 0; index < this.#buckets.length; index += 2) {
      const [left, right] = [this.#buckets[index]!, this.#buckets[index + 1]];
      halved.push(right ? joined(left, right) : left);
    }
    this.#buckets = halved;
    this.#bucketSize *= 2;
  }
}

function joined(left: Bucket, right: Bucket): Bucket {
  return {
    low: right.low.y < left.low.y ? right.low : left.low,
    high: right.high.y > left.high.y ? right.high : left.high,
    count: left.count + right.count,
  };
}
