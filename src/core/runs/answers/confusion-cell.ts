import { classNames, imageBytes } from '../../dataset/fashion-mnist';
import type { LabelledPictures } from '../../domain/data-set';
import { mostLikely } from '../../evaluation/most-likely';
import { checkCount } from './answers';

export interface CellQuery {
  trueClass: number;
  predictedClass: number;
  offset: number;
  limit: number;
}

export interface CellPage {
  total: number;
  /** Positions in the test file. */
  indices: number[];
  /** [count × 784] */
  pixels: Uint8Array;
  /** [count][10] */
  probabilities: number[][];
}

const classes = classNames.length;

/** The test pictures of one cell of the confusion matrix, surest answer first. `probabilities` is [n × 10]. */
export function confusionCell(
  test: LabelledPictures,
  probabilities: Float32Array,
  query: CellQuery,
): CellPage {
  checkCount({ probabilities }, test.labels.length);
  const rowOf = (index: number): Float32Array =>
    probabilities.subarray(index * classes, (index + 1) * classes);
  const sureness = (index: number): number => rowOf(index)[query.predictedClass] ?? 0;
  const members: number[] = [];
  for (const [index, label] of test.labels.entries())
    if (label === query.trueClass && mostLikely(rowOf(index)) === query.predictedClass) members.push(index);
  members.sort((a, b) => sureness(b) - sureness(a) || a - b);
  const indices = members.slice(query.offset, query.offset + query.limit);
  const pixels = new Uint8Array(indices.length * imageBytes);
  for (const [position, index] of indices.entries())
    pixels.set(test.pixels.subarray(index * imageBytes, (index + 1) * imageBytes), position * imageBytes);
  return { total: members.length, indices, pixels, probabilities: indices.map((index) => [...rowOf(index)]) };
}
