import { classNames, imageBytes } from '../../dataset/fashion-mnist';
import type { LabelledPictures } from '../../domain/data-set';
import { changedPictures, type Change } from '../../evaluation/compare-answers';

export interface ChangedQuery {
  change: Change;
  offset: number;
  limit: number;
}

/** Pictures that one of two runs gets right and the other wrong. */
export interface ChangedPage {
  total: number;
  /** Positions in the test file. */
  indices: number[];
  labels: Uint8Array;
  /** [count × 784] */
  pixels: Uint8Array;
  /** [count][10], of the first run and of the second. */
  first: number[][];
  second: number[][];
}

const classes = classNames.length;

/** A page of them, surest right answer first. `first` and `second` are [n × 10]. */
export function changedPage(
  test: LabelledPictures,
  first: Float32Array,
  second: Float32Array,
  { change, offset, limit }: ChangedQuery,
): ChangedPage {
  const all = changedPictures(test.labels, first, second, change);
  const indices = all.slice(offset, offset + limit);
  const pixels = new Uint8Array(indices.length * imageBytes);
  for (const [position, index] of indices.entries())
    pixels.set(test.pixels.subarray(index * imageBytes, (index + 1) * imageBytes), position * imageBytes);
  const answers = (probabilities: Float32Array) =>
    indices.map((index) => [...probabilities.subarray(index * classes, (index + 1) * classes)]);
  return {
    total: all.length,
    indices,
    labels: Uint8Array.from(indices, (index) => test.labels[index]!),
    pixels,
    first: answers(first),
    second: answers(second),
  };
}
